import type { Channel, OperationKind, Outcome } from './look.js';
import type { Encoding, MarkerKind } from './marker.js';
import type { Phase } from './phase.js';

/** Markers of one identity found in one body. Field names only, never values. */
export interface Sighting {
  /** `Identity.id` of the owner. */
  readonly owner: string;
  readonly fields: readonly string[];
  readonly kinds: readonly MarkerKind[];
  readonly via: readonly Encoding[];
}

/**
 * What a place that states whose page it is said. `own`: the viewer's value; `other`: another identity's
 * (`owner`); `stranger`: a value of the same shape that is nobody's we know; `absent`: the place is not there.
 */
export interface SlotReading {
  readonly slot: string;
  readonly says: 'own' | 'other' | 'stranger' | 'absent';
  readonly owner: string | null;
  /** Salted fingerprint of a foreign value, 16 hex digits; null for `own` and `absent`. */
  readonly fingerprint: string | null;
  /** The foreign value with all but its shape masked: "M•••••• D••••". */
  readonly masked: string | null;
}

/** A session token in the actor's hands, as a salted fingerprint. */
export interface HeldToken {
  readonly name: string;
  readonly fingerprint: string;
}

/**
 * The class of an observation: `own`, `foreign` (another identity's), `stranger` (somebody's who is not one
 * of ours), `anonymous` (the target says: not signed in), `blank` (nobody's), `error`. Only `own` counts
 * towards a pass.
 */
export const observationClasses = ['own', 'foreign', 'stranger', 'anonymous', 'blank', 'error'] as const;
export type ObservationClass = (typeof observationClasses)[number];

/** The record of one completed operation: who, when, where, and whose markers were seen. Safe to write. */
export interface Observation {
  readonly type: 'observation';
  /** Unique in the run: "main-123". */
  readonly id: string;
  readonly startedMs: number;
  readonly atMs: number;
  readonly actor: string;
  readonly actorKind: 'browser' | 'http';
  /** `Identity.id` of the viewer; null for an anonymous actor. */
  readonly viewer: string | null;
  readonly session: string;
  readonly operation: OperationKind;
  readonly channel: Channel;
  /** Name of the configured page, or a path with its digits masked for anything else. */
  readonly where: string;
  readonly phase: Phase;
  readonly revision: string | null;
  readonly instance: string | null;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly status: number | null;
  readonly class: ObservationClass;
  readonly seen: readonly Sighting[];
  readonly slots: readonly SlotReading[];
  /** Session cookies that the actor holds after the response. */
  readonly tokens: readonly HeldToken[];
  /** Salted digest of the decoded body, 16 hex digits. */
  readonly digest: string | null;
  /** For a body that is not `own`: who received the very same bytes first, and when. */
  readonly replayOf: { readonly actor: string; readonly viewer: string | null; readonly atMs: number } | null;
  readonly bytes: number;
  /** Caching headers only: age, via, x-cache, cache-control, etag, vary, set-cookie names. */
  readonly cache: Readonly<Record<string, string>>;
  readonly overlaps: number;
  /** `Identity.id` of who used this browser before; only of a `handover`, and of a `back` on such a browser. */
  readonly predecessor?: string;
}

/**
 * Own observations of plain-HTTP sessions, counted per second. The first own observation of every
 * (session, where, revision, instance, phase) is recorded in full; the rest are only counted here.
 */
export interface Tally {
  readonly type: 'tally';
  /** End of the second that was counted. */
  readonly atMs: number;
  readonly phase: Phase;
  readonly where: string;
  readonly channel: Channel;
  readonly revision: string | null;
  readonly instance: string | null;
  readonly own: number;
  readonly overlaps: number;
}
