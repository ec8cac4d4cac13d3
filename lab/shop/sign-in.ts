import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import type { Account } from './account.js';

/** A session id nobody can guess: 24 random bytes. */
export function randomSessionId(): string {
  return randomBytes(24).toString('base64url');
}

/** Gives the visitor a new session, so that an id known before the login is worth nothing, and binds it. */
export async function signInWithNewSession(req: Request, account: Account): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    req.session.regenerate((error: unknown) => {
      if (error) reject(new Error('The session could not be renewed.', { cause: error }));
      else resolve();
    });
  });
  req.session.accountId = account.id;
  // Set here and not by the first form: a session that is only read later cannot be saved again after a logout.
  req.session.csrf = randomSessionId();
}
