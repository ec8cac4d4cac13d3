import { lastAccountKey } from '../population/seed.js';
import type { Account } from './account.js';
import { accountKey } from './accounts.js';
import type { RedisLinks } from './links.js';

const accountsPerRead = 200;
/** A rare kind of account is not sought through the whole population. */
const mostReads = 10;

/** The newest accounts that fit, newest first: at most so many. */
export async function newestAccounts(
  links: RedisLinks,
  atMost: number,
  fits: (account: Account) => boolean = () => true,
): Promise<readonly Account[]> {
  const found: Account[] = [];
  let last = Number(await links.main.get(lastAccountKey));
  for (let read = 0; read < mostReads && last > 0 && found.length < atMost; read += 1) {
    const numbers = Array.from({ length: Math.min(accountsPerRead, last) }, (_, index) => last - index);
    const texts = await links.main.mget(...numbers.map((number) => accountKey(String(number))));
    const accounts = texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Account]));
    found.push(...accounts.filter(fits));
    last -= accountsPerRead;
  }
  return found.slice(0, atMost);
}
