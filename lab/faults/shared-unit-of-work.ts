import { ordersOf } from '../shop/account-records.js';
import type { Account } from '../shop/account.js';
import type { RedisLinks } from '../shop/links.js';
import type { Records } from '../shop/records.js';
import type { Fault } from './fault.js';

/** What an entity manager holds between the beginning of a request's work and its flush. */
interface UnitOfWork {
  /** Opens the work of an owner: what is read from now on is theirs. One round trip, as BEGIN is. */
  begin(owner: Account): Promise<void>;
  /** Remembers a new note for the flush. */
  persist(note: string): void;
  /** Whose work it is. Throws before the first `begin`. */
  owner(): Account;
  /** Writes what was persisted, for the owner of the work. */
  flush(): Promise<void>;
}

function createUnitOfWork(records: Records, links: RedisLinks): UnitOfWork {
  let current: Account | null = null;
  const pending: string[] = [];
  const owner = (): Account => {
    if (current === null) throw new Error('The unit of work has not begun.');
    return current;
  };
  return {
    owner,
    async begin(next) {
      current = next;
      await links.main.ping();
    },
    persist: (note) => void pending.push(note),
    async flush() {
      for (const note of pending.splice(0)) await records.saveNote(owner(), note);
    },
  };
}

/** The new records go by one unit of work for the whole process, where each request needs its own. */
function onSharedUnitOfWork(records: Records, links: RedisLinks): Records {
  const work = createUnitOfWork(records, links);
  return {
    ...records,
    orders: async (account) => {
      await work.begin(account);
      return ordersOf(work.owner());
    },
    saveNote: async (account, note) => {
      await work.begin(account);
      work.persist(note);
      await work.flush();
    },
  };
}

/** Requests share one entity manager: the last one to begin says whose rows are read and written. */
export const sharedUnitOfWork: Fault = {
  id: 'shared-unit-of-work',
  kind: 'fault',
  title: 'all requests of a process share one unit of work: orders and notes go to whoever began last',
  incident: {
    what: 'MikroORM: the global EntityManager must not serve requests, and since version 5 refuses to by default',
    source: 'https://mikro-orm.io/docs/identity-map',
  },
  acts: 'load',
  advice: {
    shows: 'Under load what one person writes is stored with another, or a list is somebody else’s.',
    prevent:
      'An entity manager for each request (MikroORM: `em.fork()` or `RequestContext`), and ' +
      '`allowGlobalContext` never on in a server; others alike: a Hibernate `Session` is not for two ' +
      'threads either.',
  },
  oracles: ['foreign-write', 'foreign-data', 'stranger-data'],
  layer: 'data',
  shop: (parts) => ({ ...parts, records: (links) => onSharedUnitOfWork(parts.records(links), links) }),
};
