import type { Observation, Tally } from './observation.js';
import type { PageKind } from './page.js';
import type { Phase } from './phase.js';

/** A phase begins. */
export interface PhaseEvent {
  readonly type: 'phase';
  readonly atMs: number;
  readonly phase: Phase;
}

/**
 * What a rollout driver reports. `detail` is its own words, at most 500 characters, free of secrets. `rolling-back`
 * begins a rollback; where nobody told of its beginning, `rolled-back` alone tells of it.
 */
export interface RolloutEvent {
  readonly type: 'rollout';
  readonly atMs: number;
  readonly event: 'started' | 'step' | 'finished' | 'failed' | 'rolling-back' | 'rolled-back';
  readonly detail: string;
}

/** A login session of an actor begins (`ok`) or could not be had. Pre-login token kept: session fixation. */
export interface LoginEvent {
  readonly type: 'login';
  readonly atMs: number;
  readonly startedMs: number;
  readonly actor: string;
  readonly viewer: string;
  readonly session: string;
  readonly phase: Phase;
  readonly ok: boolean;
  readonly reason: string | null;
  /** 0 for the account's username, 1… for its aliases. */
  readonly alias: number;
  /** Session cookies that survived the login with an unchanged value (CWE-384). */
  readonly unchangedTokens: readonly string[];
}

/** Something that lowers what a pass may rest on: a lost body, a failed preflight, an oracle that threw. */
export interface HarnessEvent {
  readonly type: 'harness';
  readonly atMs: number;
  readonly event:
    | 'body-lost'
    | 'actor-lost'
    | 'oracle-failed'
    | 'interrupted'
    | 'page-without-markers'
    | 'secret-on-disk'
    | 'identity-unusable'
    | 'warning'
    | 'finished';
  readonly detail: string;
  readonly count: number;
}

/**
 * One experiment of the diagnosis: the looks that a violation was seen on, tried again with one thing changed.
 * They are counted here and never judged.
 */
export interface Experiment {
  readonly type: 'experiment';
  readonly atMs: number;
  /** "alone", "together", "cache-buster", "new-connection", "fresh-login", "anonymous", … */
  readonly name: string;
  readonly where: string;
  /** Looks that were answered. */
  readonly tried: number;
  /** Looks that showed somebody else. */
  readonly wrong: number;
  /** A few words for the report, without any value of the target's. */
  readonly detail: string;
}

/**
 * What became of one exchanged look. `rang`: the oracles reported it. `silent`: it was answered, and nothing in the
 * answer told whose it was. `signed-out`: the target took nobody for signed in. `unanswered`: an error, or no answer.
 */
export const drillResults = ['rang', 'silent', 'signed-out', 'unanswered'] as const;
export type DrillResult = (typeof drillResults)[number];

/**
 * One look of the fire drill: `viewer` asked for a page with a copy of the session of `owner`, on purpose. What it was
 * shown is recorded beside it, as a look of its owner; this tells only whether the alarm rang.
 */
export interface DrillLook {
  readonly type: 'drill';
  readonly atMs: number;
  readonly phase: Phase;
  readonly where: string;
  readonly kind: PageKind;
  readonly by: 'browser' | 'http';
  /** `Identity.id` of who looked. */
  readonly viewer: string;
  /** `Identity.id` of whose session it was. */
  readonly owner: string;
  readonly result: DrillResult;
}

export type HistoryRecord =
  Observation | Tally | PhaseEvent | RolloutEvent | LoginEvent | HarnessEvent | Experiment | DrillLook;
