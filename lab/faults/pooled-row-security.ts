import { Router } from 'express';
import { openOrdersDatabase, type OrdersDatabase } from '../postgres/orders-database.js';
import type { Step } from '../shop/parts.js';
import type { Order, Records } from '../shop/records.js';
import type { Fault } from './fault.js';

/**
 * Reads orders under PostgreSQL's row-level security. The user is set for the session (`false`: not LOCAL to a
 * transaction) in a statement of its own, so the pooled connection may belong to somebody else at the next one,
 * and keeps its last user afterwards. Nothing in the query itself says whose rows are wanted.
 */
function onPooledConnection(records: Records, database: OrdersDatabase): Records {
  return {
    ...records,
    orders: async (account) => {
      await database.add(account.id, await records.orders(account));
      await database.query(`select set_config('app.user', $1, false)`, [account.id]);
      const rows = await database.query('select document from orders order by position');
      return rows.map(({ document }) => document as Order);
    },
  };
}

/** The instance is not healthy before its database has started. */
function waitFor(database: OrdersDatabase): Step {
  return {
    name: 'database',
    create: () =>
      Router().get('/healthz', (_req, res, next) => {
        if (database.ready()) next();
        else res.status(503).set('cache-control', 'no-store').type('text/plain').send('not now');
      }),
  };
}

/** The user of a row-security policy stays on a pooled connection, and holds for whoever borrows it next. */
export const pooledRowSecurity: Fault = {
  id: 'pooled-row-security',
  kind: 'fault',
  title: 'the user of a row-security policy is set on a pooled connection outside of a transaction',
  incident: {
    what: 'apartment #470: behind a pooler in transaction mode the last SET wins, and one tenant reads another’s rows',
    source: 'https://github.com/rails-on-services/apartment/pull/470',
  },
  acts: 'load',
  advice: {
    shows:
      'A list holds the rows of whoever used the database connection before, while the header names the ' +
      'right person.',
    prevent:
      'Set the user inside the transaction of the query, by `set_config(…, true)` or `SET LOCAL`, never ' +
      'for the whole session; let the pool run `DISCARD ALL`, and name the owner in the query as well.',
  },
  oracles: ['foreign-data', 'stranger-data'],
  layer: 'data',
  shop: (parts) => {
    const database = openOrdersDatabase();
    return {
      ...parts,
      records: (links) => onPooledConnection(parts.records(links), database),
      steps: [waitFor(database), ...parts.steps],
    };
  },
};
