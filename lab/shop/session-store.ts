import session, { type SessionData } from 'express-session';
import type { RedisLinks } from './links.js';

declare module 'express-session' {
  interface SessionData {
    /** Token of the login form; there from the first form on, so a session exists before the login. */
    csrf?: string;
    /** Of the login under way: what the callback must bring back (RFC 6749, section 10.12). */
    loginState?: string;
    /** Who is signed in. */
    accountId?: string;
  }
}

/** Sessions end after so many seconds without a request. */
export const sessionSeconds = 1_800;

/** Sessions in Redis, one key each, with an index of the sessions of every account. */
export function createSessionStore(links: RedisLinks): session.Store {
  return new RedisSessionStore(links);
}

/** The class is express-session's interface: stores must inherit from its Store. */
class RedisSessionStore extends session.Store {
  readonly #links: RedisLinks;

  constructor(links: RedisLinks) {
    super();
    this.#links = links;
  }

  override get(sid: string, done: (error: unknown, found?: SessionData | null) => void): void {
    const read = async (): Promise<SessionData | null> => {
      const text = await this.#links.sessionReads.get(sessionKey(sid));
      return text === null ? null : (JSON.parse(text) as SessionData);
    };
    read().then((found) => done(null, found), done);
  }

  override set(sid: string, data: SessionData, done: (error?: unknown) => void = ignore): void {
    const writes = this.#links.main.multi().set(sessionKey(sid), JSON.stringify(data), 'EX', sessionSeconds);
    if (data.accountId !== undefined) {
      const index = sessionsOfKey(data.accountId);
      writes.sadd(index, sid).expire(index, sessionSeconds);
    }
    writes.exec().then(() => done(), done);
  }

  override destroy(sid: string, done: (error?: unknown) => void = ignore): void {
    this.#links.main.del(sessionKey(sid)).then(() => done(), done);
  }

  override touch(sid: string, _data: SessionData, done: (error?: unknown) => void = ignore): void {
    this.#links.main.expire(sessionKey(sid), sessionSeconds).then(() => done(), done);
  }
}

function ignore(): void {
  // express-session calls without a callback where it does not wait.
}

/** Key of a session. */
export function sessionKey(sid: string): string {
  return `sess:${sid}`;
}

/** Key of the set of an account's session ids. */
export function sessionsOfKey(accountId: string): string {
  return `sessions-of:${accountId}`;
}
