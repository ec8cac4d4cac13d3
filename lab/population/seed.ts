import type { Redis } from 'ioredis';
import type { Account, AccountData, Cohort } from '../shop/account.js';
import { accountKey, hashPassword } from '../shop/accounts.js';
import { directoryKey, everybodyListedKey } from '../shop/directory.js';
import { linkField, linksKey } from '../shop/login/account-links.js';
import { identifiersOf, loginsKey, socialNumber } from '../shop/login/identifiers.js';
import { practiceOfNumber } from '../shop/practices.js';
import { asNamesake, makePerson, strangerPassword } from './person.js';
import type { PopulationPlan } from './plan.js';

/** Number of the last account made; the next one comes from INCR. */
export const lastAccountKey = 'last-account';

/** "1" where accounts are to be made as namesakes of strangers, two by two. */
export const namesakesKey = 'namesakes';

const accountsPerBatch = 500;

/** So many strangers are listed in the directory. */
const listedStrangers = 6;

/** What `seedPopulation` wrote. */
export interface Population {
  /** Numbers 1 to `customers` are strangers. */
  readonly customers: number;
  /** Of the test accounts, in order: test001@…, test002@…. */
  readonly usernames: readonly string[];
}

/**
 * Writes customers and test accounts in batches of one round trip each. The keys get the prefix of the client,
 * if it has one. Takes under a second on a real Redis for 10,000 customers.
 */
export async function seedPopulation(redis: Redis, plan: PopulationPlan): Promise<Population> {
  const closed = plan.closedAccounts ?? 0;
  const total = plan.customers + closed + plan.testAccounts;
  const usernames: string[] = [];
  for (let from = 1; from <= total; from += accountsPerBatch) {
    const upTo = Math.min(from + accountsPerBatch, total + 1);
    const accounts: Record<string, string> = {};
    const logins: Record<string, string> = {};
    const links: Record<string, string> = {};
    for (let number = from; number < upTo; number += 1) {
      if (number > plan.customers && number <= plan.customers + closed) continue;
      const account = seededAccount(plan, number);
      accounts[accountKey(account.id)] = JSON.stringify(account);
      for (const identifier of identifiersOf(account)) logins[identifier] = account.id;
      links[linkField(account.provider, account.subject)] = account.id;
      if (number > plan.customers) usernames.push(account.username);
    }
    await redis.pipeline().mset(accounts).hset(loginsKey, logins).hset(linksKey, links).exec();
  }
  await redis.set(lastAccountKey, String(total));
  const listed = plan.everybodyListed === true ? total : Math.min(listedStrangers, plan.customers);
  const first = Math.max(1, listed - listedStrangers + 1);
  await redis.sadd(
    directoryKey,
    ...Array.from({ length: listed - first + 1 }, (_, index) => String(first + index)),
  );
  await redis.set(everybodyListedKey, plan.everybodyListed === true ? '1' : '0');
  await redis.set(namesakesKey, plan.namesakes === true ? '1' : '0');
  return { customers: plan.customers, usernames };
}

function seededAccount(plan: PopulationPlan, number: number): Account {
  const rank = number - plan.customers - (plan.closedAccounts ?? 0);
  if (number <= plan.customers) {
    return toAccount(number, makePerson(plan.seed, number), strangerPassword(plan.seed, number));
  }
  const person: AccountData = {
    ...makePerson(plan.seed, number),
    email: `test${String(rank).padStart(3, '0')}@lagrandeposte.example`,
  };
  const shown = plan.namesakes === true ? withNamesake(plan.seed, rank - 1, person) : person;
  return toAccount(number, shown, plan.password);
}

/** The person as namesake of the stranger whom two consecutive places share: one of the first hundred. */
export function withNamesake(seed: number, place: number, person: AccountData): AccountData {
  return asNamesake(person, makePerson(seed, 1 + (Math.floor(place / 2) % 100)));
}

const cohorts: readonly Cohort[] = ['password changed', 'migrated', 'not migrated'];

/** A new account around its data; who proves its owner's identity follows from the number unless it is given. */
export function toAccount(
  number: number,
  data: AccountData,
  password: string,
  proof: Pick<Account, 'provider' | 'subject'> = proofOf(number),
): Account {
  const id = String(number);
  const cohort = cohorts[number % cohorts.length] ?? 'not migrated';
  const { customerNumber, birthDate, email } = data;
  const aliases =
    cohort === 'not migrated' ? [customerNumber] : [customerNumber, socialNumber(birthDate, customerNumber)];
  const passwordHash = hashPassword(id, password);
  return {
    id,
    username: email,
    aliases,
    cohort,
    ...proof,
    passwordHash,
    practice: practiceOfNumber(number),
    ...data,
  };
}

/** Every seventh customer comes by the partner, who has counted its own people from 1 too. */
const partnerEvery = 7;

function proofOf(number: number): Pick<Account, 'provider' | 'subject'> {
  return number % partnerEvery === 3
    ? { provider: 'identite', subject: String(Math.ceil(number / partnerEvery)) }
    : { provider: 'poste', subject: String(number) };
}
