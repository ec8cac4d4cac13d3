import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Account } from './account.js';
import type { RedisLinks } from './links.js';
import { asIdentifier, foldedIdentifier, foldedLoginsKey, loginsKey } from './login/identifiers.js';

/** Accounts by id and by anything that its owner may sign in with. */
export interface Accounts {
  byId(id: string): Promise<Account | null>;
  byUsername(username: string): Promise<Account | null>;
}

/** Key of an account. */
export function accountKey(id: string): string {
  return `account:${id}`;
}

/** Accounts in Redis: `account:<id>` holds JSON, and two hashes lead from what people type to an id. */
export function createAccounts(links: RedisLinks): Accounts {
  const byId = async (id: string): Promise<Account | null> => {
    const text = await links.accountReads.get(accountKey(id));
    return text === null ? null : (JSON.parse(text) as Account);
  };
  const byUsername = async (typed: string): Promise<Account | null> => {
    const identifier = asIdentifier(typed);
    const folded = foldedIdentifier(identifier);
    const [exact, lower] = await links.main.hmget(loginsKey, identifier, folded);
    const id = exact ?? lower ?? (await links.main.hget(foldedLoginsKey, folded));
    return id === null ? null : byId(id);
  };
  return { byId, byUsername };
}

/**
 * A keyed hash and not a slow one (argon2, scrypt), on purpose: thousands of logins must be cheap on two cores,
 * and no real person's password is ever stored here.
 */
export function hashPassword(accountId: string, password: string): string {
  return createHmac('sha256', 'la grande poste').update(`${accountId}/${password}`).digest('base64');
}

/** Whether the password is the account's. */
export function passwordMatches(account: Account, password: string): boolean {
  const given = Buffer.from(hashPassword(account.id, password));
  const stored = Buffer.from(account.passwordHash);
  return given.length === stored.length && timingSafeEqual(given, stored);
}
