import { createAccounts, type Accounts } from '../shop/accounts.js';
import type { RedisLinks } from '../shop/links.js';
import { createAccountLinks, linksKey, type AccountLinks } from '../shop/login/account-links.js';
import type { Fault } from './fault.js';

/** The old numbers in the order of the new ones, as JSON. */
const restoredKey = 'restored-accounts';

/**
 * The release's database was restored from a dump into a table that numbers its rows itself: the gaps that closed
 * accounts had left are gone, and the numbers of those who come after them belong to somebody else now. New
 * logins get the new numbers; sessions from before hold the old ones, and are taken at their word.
 */
async function restore(links: RedisLinks): Promise<readonly string[]> {
  const ids = (await links.main.hvals(linksKey)).sort((one, other) => Number(one) - Number(other));
  // Every instance of the release restores when it starts; the first one's numbers count.
  await links.main.set(restoredKey, JSON.stringify(ids), 'NX');
  return JSON.parse((await links.main.get(restoredKey)) ?? '[]') as readonly string[];
}

function restoredOnce(links: RedisLinks): () => Promise<readonly string[]> {
  const restored = restore(links);
  // Whoever comes sees a failure; here it only must not end the process.
  restored.catch(() => undefined);
  return () => restored;
}

function createRestoredAccounts(links: RedisLinks): Accounts {
  const sound = createAccounts(links);
  const restored = restoredOnce(links);
  return {
    byUsername: (typed) => sound.byUsername(typed),
    byId: async (id) => {
      const account = await sound.byId((await restored())[Number(id) - 1] ?? id);
      return account === null ? null : { ...account, id };
    },
  };
}

function createRestoredLinks(links: RedisLinks): AccountLinks {
  const sound = createAccountLinks(links);
  const restored = restoredOnce(links);
  return {
    find: async (claims) => {
      const id = await sound.find(claims);
      const row = id === null ? -1 : (await restored()).indexOf(id);
      return row === -1 ? id : String(row + 1);
    },
  };
}

/** The number of a closed account, or of a moved one, is somebody else's after a restore. */
export const reusedAccountId: Fault = {
  id: 'reused-account-id',
  kind: 'fault',
  title:
    'a restore numbers the accounts anew, and sessions from before belong to whoever has their number now',
  incident: {
    what: 'CVE-2025-4644: in Payload a token of a deleted account was good for the next one with its number',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2025-4644',
  },
  acts: 'always',
  advice: {
    shows:
      'A session, token or link from before a restore, or from before an account was closed, opens ' +
      'another person’s; whoever signs in anew is right.',
    prevent:
      'Use ids that are never given twice (UUIDs; in SQLite `AUTOINCREMENT`), restore them as they were, ' +
      'and end sessions and tokens together with their account, all of them after a restore.',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'login-mapping',
  population: (plan) => ({ ...plan, closedAccounts: 3 }),
  shop: (parts) => ({
    ...parts,
    accounts: createRestoredAccounts,
    accountLinks: createRestoredLinks,
  }),
};
