import type { ActorRef, Look } from './look.js';
import type { Observation } from './observation.js';
import type { Page } from './page.js';

/** One thing that an actor attempts. */
export type Operation =
  /** Throw away the old session and sign in afresh; `alias` 0 is the username, 1… the account's aliases. */
  | { readonly kind: 'login'; readonly alias: number }
  /** Navigate (browser) or request the page. */
  | { readonly kind: 'visit'; readonly page: Page }
  /** Reload what the browser shows; the same as a visit for plain HTTP. */
  | { readonly kind: 'reload'; readonly page: Page }
  /** A fetch from inside the browser's page; a plain request otherwise. */
  | { readonly kind: 'fetch'; readonly page: Page }
  /** A request that is cut off in mid-body. */
  | { readonly kind: 'cancel'; readonly page: Page }
  | { readonly kind: 'logout' };

/**
 * One logically single-threaded client that acts as exactly one identity. It only observes: it never judges.
 * Whoever creates an actor closes it.
 */
export interface Actor extends ActorRef {
  /** True once a login succeeded and nothing since said that the session is gone. */
  readonly signedIn: boolean;
  /**
   * Attempts one operation and hands every look to the observer; gives the observations made. Faults of the
   * target never throw: they become observations with outcome `refused` or `unknown`. Throws only a
   * SosieError: host outside `allow`, or the actor itself is gone.
   */
  perform(operation: Operation, signal: AbortSignal): Promise<readonly Observation[]>;
  close(): Promise<void>;
}

/** Turns looks into observations, and records them. A PDF needs time, hence the promise. */
export interface Observer {
  observe(look: Look): Observation | Promise<Observation>;
  /** A body that could not be read: lost exposure. */
  lostBody(actor: ActorRef, page: Page | null): void;
}
