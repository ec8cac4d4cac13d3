import { makePerson } from '../population/person.js';
import { lastAccountKey, namesakesKey, toAccount, withNamesake } from '../population/seed.js';
import { accountData, type Account, type AccountData, type Cohort } from './account.js';
import { newestInvoiceNumber } from './invoices.js';
import { recordsKey } from './account-records.js';
import { forgetIdentifiers, refuseTaken, writeAccount } from './account-index.js';
import { accountKey } from './accounts.js';
import { directoryKey, everybodyListedKey } from './directory.js';
import type { RedisLinks } from './links.js';
import { nearData, type Nearness } from './near-account.js';
import type { Shop } from './parts.js';
import { sessionKey, sessionsOfKey } from './session-store.js';

/** An account that somebody wants; what is not given is made up. */
export type WantedAccount = {
  readonly reference: string;
  readonly password: string;
  readonly practice?: string | undefined;
  /** Almost the account with that reference of the same request; its e-mail then follows from that. */
  readonly near?: { readonly reference: string; readonly how: Nearness } | undefined;
} & Partial<Readonly<Record<Exclude<keyof AccountData, 'customerNumber'>, string | undefined>>>;

/** An account as made. */
export interface MadeAccount {
  readonly reference: string;
  readonly id: string;
  readonly username: string;
  readonly tenant: string;
  /** Further identifiers that reach it. */
  readonly aliases: readonly string[];
  readonly traits: readonly Cohort[];
  /** With the number of its newest invoice. */
  readonly data: AccountData & { readonly invoice: string };
}

/** Nobody in the request has the reference that an account is to be near to; nothing was made. */
export class UnknownReferenceError extends Error {}

/** Makes accounts, all or none. Throws IdentifierTakenError or UnknownReferenceError. */
export async function makeAccounts(
  shop: Shop,
  wanted: readonly WantedAccount[],
): Promise<readonly MadeAccount[]> {
  if (wanted.length === 0) return [];
  const { main } = shop.links;
  const reopened = wanted.filter(({ near }) => near?.how === 'recreated').length;
  const last = await main.incrby(lastAccountKey, wanted.length + reopened);
  const asNamesakes = (await main.get(namesakesKey)) === '1';
  const newcomers = wanted.map((one, index) => {
    const number = last - wanted.length + 1 + index;
    const person = makePerson(shop.settings.seed, number);
    const base = asNamesakes ? withNamesake(shop.settings.seed, number - 1, person) : person;
    return { number, wanted: one, data: { ...base, ...givenData(one) } };
  });
  const made = settle(newcomers);
  const accounts = made.map(({ account }) => account);
  await refuseTaken(shop.links, accounts);
  await openAndClose(shop.links, made, last - wanted.length - reopened);
  const writes = main.multi();
  for (const account of accounts) writeAccount(writes, account);
  if ((await main.get(everybodyListedKey)) === '1')
    writes.sadd(directoryKey, ...accounts.map(({ id }) => id));
  await writes.exec();
  return made.map(({ wanted: { reference }, account }) => {
    const { id, username, aliases, cohort, practice: tenant } = account;
    const data = { ...accountData(account), invoice: newestInvoiceNumber(account) };
    return { reference, id, username, tenant, aliases, traits: [cohort], data };
  });
}

interface Newcomer {
  readonly number: number;
  readonly wanted: WantedAccount;
  readonly data: AccountData;
}

interface Made {
  readonly wanted: WantedAccount;
  readonly account: Account;
}

/** The accounts in the order of the request; those that stand for themselves are settled before those near to one. */
function settle(newcomers: readonly Newcomer[]): readonly Made[] {
  const byReference = new Map<string, Account>();
  const settleOne = (newcomer: Newcomer): Account => {
    const { near, reference, practice } = newcomer.wanted;
    const made = near === undefined ? standingAlone(newcomer, newcomers) : nearTo(newcomer, byReference);
    const account = practice === undefined ? made : { ...made, practice };
    byReference.set(reference, account);
    return account;
  };
  const isNear = ({ wanted }: Newcomer): boolean => wanted.near !== undefined;
  const settled = new Map(
    [...newcomers.filter((one) => !isNear(one)), ...newcomers.filter(isNear)].map((one) => [
      one,
      settleOne(one),
    ]),
  );
  return newcomers.flatMap((one) => {
    const account = settled.get(one);
    return account === undefined ? [] : [{ wanted: one.wanted, account }];
  });
}

function standingAlone({ number, wanted, data }: Newcomer, all: readonly Newcomer[]): Account {
  // Whoever has a twin at the partner comes by our own login service: only so both can have one subject.
  const hasTwin = all.some(
    ({ wanted: { near } }) => near?.how === 'other-provider' && near.reference === wanted.reference,
  );
  const proof = hasTwin ? ({ provider: 'poste', subject: String(number) } as const) : undefined;
  return toAccount(number, data, wanted.password, proof);
}

function nearTo({ number, wanted, data }: Newcomer, made: ReadonlyMap<string, Account>): Account {
  const { near, reference, password } = wanted;
  const other = near === undefined ? undefined : made.get(near.reference);
  if (near === undefined || other === undefined) {
    throw new UnknownReferenceError(`${reference} is to be near to an account that is not made before it.`);
  }
  const isTwin = near.how === 'other-provider' && other.provider === 'poste';
  const proof = isTwin ? ({ provider: 'identite', subject: other.subject } as const) : undefined;
  return toAccount(number, nearData(near.how, data, other), password, proof);
}

/** The accounts that are wanted as opened anew: each is made once before, under an earlier number, and closed. */
async function openAndClose(links: RedisLinks, made: readonly Made[], before: number): Promise<void> {
  const reopened = made.filter(({ wanted: { near } }) => near?.how === 'recreated');
  const earlier = reopened.map(({ wanted, account }, index) =>
    toAccount(before + 1 + index, accountData(account), wanted.password),
  );
  const writes = links.main.multi();
  for (const account of earlier) writeAccount(writes, account);
  await writes.exec();
  await removeAccounts(
    links,
    earlier.map(({ id }) => id),
  );
}

function givenData(wanted: WantedAccount): Partial<AccountData> {
  const { reference: _reference, password: _password, near: _near, practice: _practice, ...data } = wanted;
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}

/** Removes accounts with what belongs to them, and signs them out. Returns how many there were. */
export async function removeAccounts(links: RedisLinks, ids: readonly string[]): Promise<number> {
  const { main } = links;
  let removed = 0;
  for (const id of ids) {
    const text = await main.get(accountKey(id));
    if (text === null) continue;
    const sids = await main.smembers(sessionsOfKey(id));
    const writes = main.multi();
    await forgetIdentifiers(links, writes, JSON.parse(text) as Account);
    writes.srem(directoryKey, id);
    writes.del(accountKey(id), recordsKey(id), sessionsOfKey(id), ...sids.map(sessionKey));
    await writes.exec();
    removed += 1;
  }
  return removed;
}
