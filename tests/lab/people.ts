import type { Fault } from '../../lab/faults/fault.js';
import { openLab, type Lab } from '../../lab/rollout/lab.js';
import { labOptions } from '../../lab/rollout/options.js';
import { newVisitor, signIn, type Visitor } from '../unit/lab-shop/visitor.js';

/** Somebody with an account and a cookie jar. */
export interface Person {
  readonly username: string;
  readonly password: string;
  readonly visitor: Visitor;
}

const howMany = 8;
const pages = ['/profile', '/api/me', '/orders', '/letters/draft'] as const;
const anyEmail = /[\w.-]+@(?:lagrandeposte|courriel)\.example/g;

/** Opens a small lab with this fault and signs eight people in; closes it afterwards. */
export async function withPeople(
  fault: Fault,
  use: (lab: Lab, people: readonly Person[]) => Promise<void>,
  instances = 1,
): Promise<void> {
  const lab = await openLab(labOptions(fault, { crowd: 0, customers: 20, testAccounts: howMany, instances }));
  try {
    const people = lab.accounts.map((account) => ({ ...account, visitor: newVisitor([lab.url]) }));
    for (const person of people) await signInAgain(person);
    await use(lab, people);
  } finally {
    await lab.close();
  }
}

/** A login by the form; gives its status, 303 where it succeeds. */
export async function signInAgain({ visitor, username, password }: Person): Promise<number> {
  return (await signIn(visitor, username, password)).status;
}

/** All people load all their pages at the same time; gives the pages on which somebody else's e-mail stands. */
export async function foreignPages(people: readonly Person[]): Promise<readonly string[]> {
  const looks = people.map(async ({ username, visitor }) => {
    const foreign: string[] = [];
    for (const page of pages) {
      const emails = (await visitor.get(page)).text.match(anyEmail) ?? [];
      if (emails.some((email) => email !== username)) foreign.push(page);
    }
    return foreign;
  });
  return (await Promise.all(looks)).flat();
}
