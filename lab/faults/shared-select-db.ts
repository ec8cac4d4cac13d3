import type { Account } from '../shop/account.js';
import type { RedisLinks } from '../shop/links.js';
import type { Accounts } from '../shop/accounts.js';
import type { ShopParts } from '../shop/parts.js';
import type { Fault } from './fault.js';

/** Databases 1 to 3 of the same Redis; 0 is the shop's own. */
const regions = 3;
/** Copies go by themselves, in databases that nobody else cleans. */
const copySeconds = 600;

/**
 * The release keeps copies of accounts by region, a Redis database each, in which the accounts are numbered from
 * the start. All requests read on one connection: each selects its region and then reads, and where another one
 * has selected in between, it reads the account with the same number in the other's region.
 */
function readByRegion(links: RedisLinks, central: Accounts): Accounts {
  const reads = links.accountReads.duplicate().on('error', () => undefined);
  const writers = Array.from({ length: regions }, (_unused, index) =>
    links.main.duplicate({ db: index + 1 }).on('error', () => undefined),
  );
  return {
    ...central,
    async byId(id) {
      const region = Number(id) % regions;
      const key = `account-of-region:${String(Math.floor(Number(id) / regions))}`;
      await reads.select(region + 1);
      const copy = await reads.get(key);
      if (copy !== null) return JSON.parse(copy) as Account;
      const account = await central.byId(id);
      if (account !== null) await writers[region]?.set(key, JSON.stringify(account), 'EX', copySeconds);
      return account;
    },
  };
}

/** Requests select different databases on the one connection that they share. */
export const sharedSelectDb: Fault = {
  id: 'shared-select-db',
  kind: 'fault',
  title: 'requests that share a Redis connection select different databases on it',
  incident: {
    what: 'ioredis #1891: a SELECT elsewhere in the code moved the shared connection to another database',
    source: 'https://github.com/redis/ioredis/issues/1891',
  },
  acts: 'load',
  advice: {
    shows:
      'Under load a lookup now and then finds the account with the same number in another region, tenant ' +
      'or environment.',
    prevent:
      'One client for each database, chosen when it connects (ioredis: `new Redis({ db: 2 })`), and no ' +
      '`SELECT` on a connection that others use; or one database and prefixes.',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'session-store',
  shop: (parts: ShopParts) => ({
    ...parts,
    accounts: (links) => readByRegion(links, parts.accounts(links)),
  }),
};
