import type { Account } from '../shop/account.js';
import type { RedisLinks } from '../shop/links.js';
import type { Accounts } from '../shop/accounts.js';
import type { Fault } from './fault.js';

/** The keys of the cache were a column of 32 characters once, and are still cut to it. */
const keyLength = 32;
const cachedSeconds = 10;

/** 33 characters before it is cut, the last of them the last digit of the account's id. */
function cacheKey(accountId: string): string {
  return `lagrandeposte:profil:${accountId.padStart(12, '0')}`.slice(0, keyLength);
}

/** Whoever of ten neighbours is read first is all ten of them until the copy expires. */
function cacheAccounts(links: RedisLinks, accounts: Accounts): Accounts {
  return {
    ...accounts,
    async byId(id) {
      const cached = await links.main.get(cacheKey(id));
      if (cached !== null) return JSON.parse(cached) as Account;
      const account = await accounts.byId(id);
      if (account !== null) await links.main.set(cacheKey(id), JSON.stringify(account), 'EX', cachedSeconds);
      return account;
    },
  };
}

/** A cache key loses the digit that tells accounts apart. */
export const truncatedKey: Fault = {
  id: 'truncated-key',
  kind: 'fault',
  title: 'the key of a cached account is cut, and accounts that differ in the last digit share it',
  incident: {
    what: 'CVE-2020-13254: Django passed malformed keys to memcached, where they could collide and leak data',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2020-13254',
  },
  acts: 'always',
  advice: {
    shows:
      'The same few people are always taken for each other, those whose ids differ only at the end; also ' +
      'one at a time, and on every instance.',
    prevent:
      'Hash keys that are too long instead of cutting them, refuse those beyond the limit (memcached: 250 ' +
      'bytes), and compare the id in a cached value with the one that was asked for.',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'session-store',
  shop: (parts) => ({ ...parts, accounts: (links) => cacheAccounts(links, parts.accounts(links)) }),
};
