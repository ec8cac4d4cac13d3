import type { Request, RequestHandler } from 'express';
import type { Store } from 'express-session';
import type { Account } from './account.js';
import type { RedisLinks } from './links.js';
import type { Records } from './records.js';
import type { Settings } from './settings.js';
import type { Views } from './views/views.js';

/** Accounts by id and by username. */
export interface Accounts {
  byId(id: string): Promise<Account | null>;
  byUsername(username: string): Promise<Account | null>;
}

/** How a request learns whose it is. */
export interface Visitors {
  /** Runs before every route that may be personal, once the session is loaded. */
  readonly enter: RequestHandler;
  /** The account that the request is answered for, or null when nobody is signed in. */
  current(req: Request): Promise<Account | null>;
}

/** One assembled instance. */
export interface Shop {
  readonly settings: Settings;
  readonly links: RedisLinks;
  readonly accounts: Accounts;
  readonly records: Records;
  readonly visitors: Visitors;
  readonly parts: ShopParts;
  /** Whether the process is about to end: it answers what is in flight and takes no new work. */
  draining(): boolean;
}

/** What a request passes on its way: a middleware or a group of URLs. The name lets a fault find its place. */
export interface Step {
  readonly name: string;
  create(shop: Shop): RequestHandler;
}

/**
 * The replaceable parts of one instance. A fault returns a copy in which the part that is broken for real in
 * its incident is another one; everything else stays. See healthy.ts for the sound ones.
 */
export interface ShopParts {
  /** A new session's id. Called for each new session, and again at login. */
  readonly sessionId: (req: Request) => string;
  readonly sessionStore: (links: RedisLinks) => Store;
  /** Binds the session to the account whose password was right. */
  readonly signIn: (req: Request, account: Account) => Promise<void>;
  readonly accounts: (links: RedisLinks) => Accounts;
  readonly records: (links: RedisLinks) => Records;
  readonly visitors: (accounts: Accounts, links: RedisLinks, settings: Settings) => Visitors;
  readonly views: Views;
  /** In the order in which a request passes them. */
  readonly steps: readonly Step[];
}
