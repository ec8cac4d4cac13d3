import type { Observer } from '../model/actor.js';
import type { LoginRecipe, LogoutRecipe } from '../model/login.js';
import type { ActorRef, HeldCookie } from '../model/look.js';
import type { Pace } from '../model/pace.js';
import type { Page } from '../model/page.js';
import type { RunClock } from '../model/phase.js';
import type { Target } from '../model/target.js';
import type { InFlight } from './in-flight.js';

/** What both kinds of actors need to know about the run. */
export interface ActorSettings {
  readonly target: Target;
  readonly login: LoginRecipe;
  /** Null: the first form or link whose address speaks of signing out. */
  readonly logout: LogoutRecipe | null;
  /** The configured pages, so that a response met on the way (after a login, an API call) is known as one. */
  readonly pages: readonly Page[];
  readonly observer: Observer;
  readonly clock: RunClock;
  readonly inFlight: InFlight;
  /** Whether scripts fill the page in, so that a browser must wait for them before it reads it; none: no page is. */
  readonly isDrawn?: (page: Page) => boolean;
  /** Stands in front of every request; none: as fast as the actors are driven. */
  readonly pace?: Pace;
  onLogin(event: ActorLogin): void;
}

/** How one attempt to sign in ended. Holds cookie values: in memory only. */
export interface ActorLogin {
  readonly actor: ActorRef;
  readonly ok: boolean;
  /** Null where `ok`; otherwise a few words that never hold a credential. */
  readonly reason: string | null;
  readonly alias: number;
  readonly startedMs: number;
  readonly atMs: number;
  /** The session that begins, or that could not be had: "b1#2". */
  readonly session: string;
  /** Cookies of the target just before the credentials were sent, and after the answer. */
  readonly before: readonly HeldCookie[];
  readonly after: readonly HeldCookie[];
}
