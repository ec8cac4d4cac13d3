import type { Request, RequestHandler, Response } from 'express';
import type { Store } from 'express-session';
import type { Account } from './account.js';
import type { Accounts } from './accounts.js';
import type { Client } from './assets/client.js';
import type { RedisLinks } from './links.js';
import type { Notifications } from './notifications.js';
import type { AccountLinks } from './login/account-links.js';
import type { LoginFlow } from './login/login-flow.js';
import type { LoginService } from './login/login-service.js';
import type { Records } from './records.js';
import type { ScratchFile } from './scratch.js';
import type { Settings } from './settings.js';
import type { Views } from './views/views.js';

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
  readonly notifications: Notifications;
  readonly loginService: LoginService;
  readonly loginFlow: LoginFlow;
  readonly accountLinks: AccountLinks;
  readonly parts: ShopParts;
  /** Aborts when the process is about to end: it answers what is in flight and takes no new work. */
  readonly leaving: AbortSignal;
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
  /** Finds out who somebody is: checks the password, hands out codes. */
  readonly loginService: (links: RedisLinks, accounts: Accounts) => LoginService;
  /** Takes a code from the login service to the browser that asked for it, and back. */
  readonly loginFlow: (links: RedisLinks) => LoginFlow;
  /** Which account belongs to whom the login service named. */
  readonly accountLinks: (links: RedisLinks) => AccountLinks;
  /** Binds the session to the account whose owner has signed in. */
  readonly signIn: (req: Request, account: Account) => Promise<void>;
  /** Ends the session; the answer is sent afterwards. */
  readonly signOut: (req: Request, res: Response) => Promise<void>;
  readonly accounts: (links: RedisLinks) => Accounts;
  readonly records: (links: RedisLinks) => Records;
  readonly visitors: (accounts: Accounts, links: RedisLinks, settings: Settings) => Visitors;
  /** Where one export job writes; a new one for each job. */
  readonly scratch: () => Promise<ScratchFile>;
  readonly notifications: (records: Records) => Notifications;
  readonly views: Views;
  /** What runs in the browser. */
  readonly client: Client;
  /** In the order in which a request passes them. */
  readonly steps: readonly Step[];
}
