import type { Identity } from './identity.js';
import type { ActorRef, Look } from './look.js';
import type { Observation } from './observation.js';
import type { Page, Write } from './page.js';

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
  /** A request that is cut off. */
  | {
      readonly kind: 'cancel';
      readonly page: Page;
      /**
       * Null: at the first bytes of the body. Otherwise while the answer is waited for, at this share (0 to 1) of the time
       * that answers usually take.
       */
      readonly waiting: number | null;
    }
  /** Opens a stream, observes each message as a look, and closes it after `forMs`. */
  | { readonly kind: 'listen'; readonly page: Page; readonly forMs: number }
  /** Writes `value`, which names its owner, into a field of the own account. */
  | { readonly kind: 'write'; readonly write: Write; readonly value: string }
  /** Asks with this actor's own session, or with none, for a private URL: somebody else's, or any without a login. */
  | { readonly kind: 'probe'; readonly page: Page }
  | { readonly kind: 'logout' }
  /** Signs out, then asks for the page with the cookies from before. */
  | { readonly kind: 'reuse'; readonly page: Page }
  /** Visits the page, signs out, and goes back in the browser's history; the same as `reuse` for plain HTTP. */
  | { readonly kind: 'back'; readonly page: Page };

/**
 * One logically single-threaded client that acts as exactly one identity. It only observes: it never judges.
 * Whoever creates an actor closes it.
 */
export interface Actor extends ActorRef {
  /** True once a login succeeded and nothing since said that the session is gone. */
  readonly signedIn: boolean;
  /**
   * Milliseconds on the run's clock before which the target asked not to be asked again (429 or 503 with a
   * Retry-After), at most 30 s ahead; 0 where it never did. Whoever drives the actor keeps to it.
   */
  readonly notBefore: number;
  /**
   * Attempts one operation and hands every look to the observer; gives the observations made. Faults of the
   * target never throw: they become observations with outcome `refused` or `unknown`. Throws only a
   * SosieError: host outside `allow`, or the actor itself is gone.
   */
  perform(operation: Operation, signal: AbortSignal): Promise<readonly Observation[]>;
  close(): Promise<void>;
}

/**
 * A browser that several people use one after the other, as at a library or in a family. Whoever opens it closes it.
 */
export interface Device {
  readonly name: string;
  /**
   * `from` signs in, visits the pages, signs out; then `to` signs in with what is left in the browser and visits
   * them too, once more with the target out of reach, and looks at what the browser keeps. Gives the observations
   * made as `to` (`handover`).
   */
  handover(from: Identity, to: Identity, signal: AbortSignal): Promise<readonly Observation[]>;
  close(): Promise<void>;
}

/** Turns looks into observations, and records them. A PDF needs time, hence the promise. */
export interface Observer {
  observe(look: Look): Observation | Promise<Observation>;
  /** A body that could not be read: lost exposure. */
  lostBody(actor: ActorRef, page: Page | null): void;
}
