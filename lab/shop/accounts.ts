import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Account } from './account.js';
import type { RedisLinks } from './links.js';
import type { Accounts } from './parts.js';

/** One hash from username to account id. */
export const loginsKey = 'logins';

/** Key of an account. */
export function accountKey(id: string): string {
  return `account:${id}`;
}

/** Accounts in Redis: `account:<id>` holds JSON, the hash `logins` leads from username to id. */
export function createAccounts(links: RedisLinks): Accounts {
  const byId = async (id: string): Promise<Account | null> => {
    const text = await links.accountReads.get(accountKey(id));
    return text === null ? null : (JSON.parse(text) as Account);
  };
  const byUsername = async (username: string): Promise<Account | null> => {
    const id = await links.main.hget(loginsKey, username.trim().toLowerCase());
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
