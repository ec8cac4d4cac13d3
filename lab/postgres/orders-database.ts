import type { Order } from '../shop/records.js';

type Row = Readonly<Record<string, unknown>>;

/** A PostgreSQL with one table of orders, whose rows a policy shows to their owner only. */
export interface OrdersDatabase {
  /** Whether it has started. */
  ready(): boolean;
  /** Puts the orders of an account into the table, once. */
  add(accountId: string, orders: readonly Order[]): Promise<void>;
  /**
   * Borrows the pool's connection for one statement, as a pooler in transaction mode lends it: what comes next
   * on that connection may be another borrower's.
   */
  query(sql: string, parameters?: readonly string[]): Promise<readonly Row[]>;
}

const schema = `
  create table orders (account text, position int, document jsonb, primary key (account, position));
  alter table orders enable row level security;
  create role shop;
  grant select, insert on orders to shop;
  create policy own_rows on orders for select to shop using (account = current_setting('app.user', true));
  create policy any_row on orders for insert to shop with check (true);
  set role shop;
`;

/**
 * Starts PostgreSQL inside the process (PGlite), which takes seconds and some hundred megabytes. It has one
 * connection, so the pool is of size one; the policy and the setting that it reads are PostgreSQL's own.
 */
export function openOrdersDatabase(): OrdersDatabase {
  let started = false;
  const opening = (async () => {
    // Here and not at the head of the file: every instance reads the list of faults, and few need a database.
    const { PGlite } = await import('@electric-sql/pglite');
    const database = await PGlite.create();
    await database.exec(schema);
    started = true;
    return database;
  })();
  const added = new Map<string, Promise<void>>();
  const query = async (sql: string, parameters: readonly string[] = []): Promise<readonly Row[]> => {
    const { rows } = await (await opening).query<Row>(sql, [...parameters]);
    return rows;
  };
  const insert = async (accountId: string, orders: readonly Order[]): Promise<void> => {
    await query(
      `insert into orders select $1, position, document
       from jsonb_array_elements($2::text::jsonb) with ordinality as listed (document, position)`,
      [accountId, JSON.stringify(orders)],
    );
  };
  return {
    ready: () => started,
    query,
    add(accountId, orders) {
      const known = added.get(accountId) ?? insert(accountId, orders);
      added.set(accountId, known);
      return known;
    },
  };
}
