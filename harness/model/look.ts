import type { Identity } from './identity.js';
import type { Page } from './page.js';

/** By which part of the target's answer something was seen. */
export type Channel = 'page' | 'api' | 'document' | 'subresource' | 'dom' | 'storage' | 'stream' | 'header';

/**
 * How an attempt ended: `ok` (an answer of any status came), `refused` (it certainly did not happen:
 * connection refused), `unknown` (it may have: a time-out, a reset, a body that could not be read).
 */
export type Outcome = 'ok' | 'refused' | 'unknown';

/**
 * What an actor attempted. `open`: a document. `listen`: a message that was pushed. `write`: the answer to a write.
 * `reuse`: a request with the old session after logout. `back`: what the browser shows when it goes back after
 * logout, or before the login of whoever has it now. `handover`: any other look of somebody who signed in on a browser
 * that another identity used before. `probe`: a private URL asked for without a login or as somebody else. `call`: a
 * request of an API client. `drill`: a look of the fire drill, told as its session's owner.
 */
export type OperationKind =
  | 'login'
  | 'visit'
  | 'reload'
  | 'fetch'
  | 'open'
  | 'listen'
  | 'write'
  | 'logout'
  | 'reuse'
  | 'back'
  | 'handover'
  | 'probe'
  | 'call'
  | 'drill';

/** A cookie as the actor's jar holds it after a response. In memory only. */
export interface HeldCookie {
  readonly name: string;
  readonly value: string;
}

/** The actor behind a look: `identity` is null where the actor asks anonymously. */
export interface ActorRef {
  /** "b1" for a browser, "s12" for a plain-HTTP session. */
  readonly name: string;
  readonly kind: 'browser' | 'http';
  readonly identity: Identity | null;
}

/**
 * Everything that one completed operation brought back, raw. A look lives in memory only, for as long as it
 * takes to turn it into an Observation; its body is never kept and never written.
 */
export interface Look {
  readonly actor: ActorRef;
  /** Login session epoch of the actor, "b1#2": the second login of b1. "b1#0" before any login. */
  readonly session: string;
  readonly operation: OperationKind;
  readonly channel: Channel;
  /** The configured page, or null for a subresource, the storage of a browser, … */
  readonly page: Page | null;
  /** Absolute URL of the final response. */
  readonly url: string;
  readonly startedMs: number;
  readonly atMs: number;
  readonly outcome: Outcome;
  /** Why the outcome is not `ok`, in a few words without any value of the target's: "time-out after 10 s". */
  readonly reason: string | null;
  readonly status: number | null;
  /** Lower-cased names. Several `set-cookie` lines are joined by "\n". */
  readonly headers: Readonly<Record<string, string>>;
  /** Body as received; `contentEncoding` says whether it is still compressed. Null where none could be read. */
  readonly body: Uint8Array | null;
  readonly contentType: string;
  readonly contentEncoding: string;
  /** Cookies that the actor would now send to this URL. */
  readonly cookies: readonly HeldCookie[];
  /** Other identities whose request for the same page was in flight at some moment of this one. */
  readonly overlaps: number;
  /** `Identity.id` of who used this browser before; only of a `handover`, and of a `back` on such a browser. */
  readonly predecessor?: string;
}
