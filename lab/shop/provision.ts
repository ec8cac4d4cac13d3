import { makePerson } from '../population/person.js';
import { lastAccountKey, namesakesKey, toAccount, withNamesake } from '../population/seed.js';
import { accountData, type Account, type AccountData } from './account.js';
import { accountKey, loginsKey } from './accounts.js';
import type { RedisLinks } from './links.js';
import type { Shop } from './parts.js';
import { recordsKey } from './account-records.js';
import { sessionKey, sessionsOfKey } from './session-store.js';

/** An account that somebody wants; what is not given is made up. */
export type WantedAccount = { readonly reference: string; readonly password: string } & Partial<
  Readonly<Record<Exclude<keyof AccountData, 'customerNumber'>, string | undefined>>
>;

/** An account as made. */
export interface MadeAccount {
  readonly reference: string;
  readonly id: string;
  readonly username: string;
  readonly data: AccountData;
}

/** Another account signs in with this e-mail already; nothing was made. */
export class EmailTakenError extends Error {}

/** Makes accounts, all or none. Throws EmailTakenError. */
export async function makeAccounts(
  shop: Shop,
  wanted: readonly WantedAccount[],
): Promise<readonly MadeAccount[]> {
  if (wanted.length === 0) return [];
  const { main } = shop.links;
  const last = await main.incrby(lastAccountKey, wanted.length);
  const asNamesakes = (await main.get(namesakesKey)) === '1';
  const made = wanted.map((one, index) => {
    const number = last - wanted.length + 1 + index;
    const person = makePerson(shop.settings.seed, number);
    const base = asNamesakes ? withNamesake(shop.settings.seed, number - 1, person) : person;
    return toAccount(number, { ...base, ...givenData(one) }, one.password);
  });
  await refuseTakenEmails(shop.links, made);
  const writes = main.multi();
  for (const account of made) {
    writes.set(accountKey(account.id), JSON.stringify(account)).hset(loginsKey, account.username, account.id);
  }
  await writes.exec();
  return made.map((account, index) => ({
    reference: wanted[index]?.reference ?? '',
    id: account.id,
    username: account.username,
    data: accountData(account),
  }));
}

function givenData(wanted: WantedAccount): Partial<AccountData> {
  const { reference: _reference, password: _password, ...data } = wanted;
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}

async function refuseTakenEmails(links: RedisLinks, made: readonly Account[]): Promise<void> {
  const usernames = made.map((account) => account.username);
  const owners = await links.main.hmget(loginsKey, ...usernames);
  const taken = usernames.filter(
    (name, index) => owners[index] !== null || usernames.indexOf(name) !== index,
  );
  if (taken.length > 0)
    throw new EmailTakenError(`These e-mails have an account already: ${taken.join(', ')}.`);
}

/** Removes accounts with what belongs to them, and signs them out. Returns how many there were. */
export async function removeAccounts(links: RedisLinks, ids: readonly string[]): Promise<number> {
  const { main } = links;
  let removed = 0;
  for (const id of ids) {
    const text = await main.get(accountKey(id));
    if (text === null) continue;
    const sids = await main.smembers(sessionsOfKey(id));
    const { username } = JSON.parse(text) as Account;
    await main
      .multi()
      .del(accountKey(id), recordsKey(id), sessionsOfKey(id), ...sids.map(sessionKey))
      .hdel(loginsKey, username)
      .exec();
    removed += 1;
  }
  return removed;
}
