import type { Account } from './account.js';
import type { RedisLinks } from './links.js';
import type { Accounts } from './accounts.js';

/** Set of the ids of those who offer to take in parcels for their neighbours, and are listed. */
export const directoryKey = 'directory';

/** "1" where new accounts are listed too. */
export const everybodyListedKey = 'everybody-listed';

const listedAtMost = 12;

/** Those who are listed, the newest first. */
export async function listedAccounts(links: RedisLinks, accounts: Accounts): Promise<readonly Account[]> {
  const ids = (await links.main.smembers(directoryKey)).sort((one, other) => Number(other) - Number(one));
  const found = await Promise.all(ids.slice(0, listedAtMost).map((id) => accounts.byId(id)));
  return found.filter((account) => account !== null);
}
