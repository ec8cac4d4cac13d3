import type { Coverage } from './coverage.js';
import type { Finding } from './finding.js';
import type { DrillResult, RolloutEvent } from './history.js';
import type { ObservationClass } from './observation.js';
import type { Phase } from './phase.js';
import type { Quota } from './quota.js';
import type { Reason, Verdict } from './verdict.js';

export type Counts = Readonly<Record<ObservationClass, number>>;

/** "0 mix-ups in `n` own observations: a rate above `upper` is excluded at `confidence`." Clopper–Pearson, one-sided. */
export interface Bound {
  readonly unit: 'observations' | 'sessions';
  /** Null: all phases together. */
  readonly phase: Phase | null;
  /** Null: all pages together. */
  readonly page: string | null;
  readonly n: number;
  readonly violations: number;
  /** Upper limit of the rate, 0…1; 1 where nothing was seen. */
  readonly upper: number;
  readonly confidence: number;
}

/** How the fire drill of one phase went on one page: sessions were exchanged on purpose, and the alarm had to ring. */
export interface Drill {
  readonly page: string;
  readonly kind: string;
  readonly phase: Phase;
  /** The alarm rang for at least one pair of identities, by browser or by plain HTTP. */
  readonly rang: boolean;
  /** Why the page is blind; null where it rang. */
  readonly why: Exclude<DrillResult, 'rang'> | null;
  /** The config says that it is blind. */
  readonly expected: boolean;
  /** Exchanged looks, and those that rang. */
  readonly looks: number;
  readonly rings: number;
}

/** What `require.maxRate` asks for, and how far the run got. Met where `upper` is at most `maxRate`. */
export interface Claim {
  /** The looks that it is about: all of them, those during and after the rollout, or those of one phase. */
  readonly over: 'run' | 'rollout' | 'during' | 'after';
  readonly maxRate: number;
  readonly confidence: number;
  /** Own observations that it takes, all without a mix-up; fixed before the run. */
  readonly needed: number;
  readonly n: number;
  readonly violations: number;
  readonly upper: number;
}

/** How much the run could have seen; without it a pass is empty. Own looks at blind pages are not among it. */
export interface Exposure {
  readonly observations: number;
  readonly own: number;
  readonly classes: Counts;
  readonly lostBodies: number;
  readonly byPhase: Readonly<Record<string, Counts>>;
  /** page → phase → counts. */
  readonly byPage: Readonly<Record<string, Readonly<Record<string, Counts>>>>;
  readonly byRevision: Readonly<Record<string, Counts>>;
  readonly byInstance: Readonly<Record<string, Counts>>;
  readonly identities: number;
  readonly sessions: number;
  readonly logins: Readonly<Record<string, { readonly ok: number; readonly failed: number }>>;
  /** Sessions seen as own on one revision and later as own on another. */
  readonly handoffs: number;
  /** Own observations during which another identity was in flight on the same page. */
  readonly overlaps: number;
  readonly drills: readonly Drill[];
  readonly bounds: readonly Bound[];
  /** Empty where no rate is asked for. */
  readonly claims: readonly Claim[];
  readonly coverage: Coverage;
}

/** What a pass must have seen. Zero switches a floor off. */
export interface Requirements {
  /** Own observations of every page in every phase. */
  readonly ownPerPageAndPhase: number;
  /** Own observations of every page on every revision that answered. */
  readonly ownPerPageAndRevision: number;
  /** Own observations of every instance that answered during or after the rollout. */
  readonly ownPerInstance: number;
  readonly revisions: number;
  readonly handoffs: number;
  /** Identities that were seen as their own on the old and on the new revision. */
  readonly bothRevisions: Quota;
  readonly overlaps: number;
  readonly loginsDuring: number;
  /** Identities that were seen as their own. */
  readonly identities: Quota;
  /** Highest rate of mix-ups among own observations that must be excluded; null: no demand. */
  readonly maxRate: number | null;
  /**
   * What `maxRate` is about. `rollout`: the looks during and after the rollout together (without a rollout: all).
   * `each-phase`: those during it and those after it, each by themselves.
   */
  readonly maxRateOver: 'rollout' | 'each-phase';
  readonly confidence: number;
}

/** What the fire drill was to go through. */
export interface DrillPlan {
  readonly enabled: boolean;
  /** Names of pages that are known to tell nothing of whose they are. */
  readonly expectBlind: readonly string[];
  /** Pages, APIs, documents, streams, and what API clients ask for. */
  readonly places: readonly { readonly name: string; readonly kind: string }[];
}

/** `run.json`: all that the judge and the reports need besides the history. Written before the first look. */
export interface RunFile {
  readonly schema: 'sosie/run@1';
  readonly runId: string;
  readonly sosie: string;
  readonly node: string;
  readonly browser: string | null;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly seed: number;
  /** SHA-256 of the resolved configuration without its secrets, hex. */
  readonly configDigest: string;
  readonly target: string;
  readonly identities: readonly {
    readonly id: string;
    readonly tenant: string | null;
    readonly traits: readonly string[];
  }[];
  readonly pages: readonly { readonly name: string; readonly kind: string; readonly path: string }[];
  /** API clients that are granted something and are to ask for it. */
  readonly clients: readonly { readonly id: string; readonly name: string }[];
  /** What some are to write, and the pages on which they are to read it back. */
  readonly writes: readonly { readonly name: string; readonly readBack: string }[];
  readonly actors: { readonly browsers: number; readonly sessions: number };
  readonly pressure: string;
  readonly rollout: string;
  readonly require: Requirements;
  /** Absent where there is no drill by design: a run of Playwright Test. */
  readonly drill?: DrillPlan;
}

/** `result.json`. */
export interface Result {
  readonly schema: 'sosie/result@1';
  readonly runId: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly findings: readonly Finding[];
  readonly exposure: Exposure;
  readonly rollout: { readonly driver: string; readonly events: readonly RolloutEvent[] };
  readonly target: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly seed: number;
}
