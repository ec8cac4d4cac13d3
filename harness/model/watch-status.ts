import type { Phase } from './phase.js';
import type { Bound, Counts } from './result.js';
import type { Reason, Verdict } from './verdict.js';

/** A rollout that a watch has noticed. */
export interface WatchedRollout {
  /** Run id: the name of its run directory. */
  readonly run: string;
  /** What the target told when it began. */
  readonly detail: string;
  readonly phase: Phase;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** When the release was the only one again; null while it goes on. */
  readonly finishedAt: string | null;
  /** When it was judged for good; null until then. */
  readonly judgedAt: string | null;
}

/** What `/verdict` answers: the last rollout's verdict, or that of the one that goes on. */
export interface WatchVerdict {
  readonly verdict: Verdict;
  /** The verdict as if the rollout were over now: `pass` where nothing is missing but its end and what follows it. */
  readonly soFar: Verdict;
  readonly reasons: readonly Reason[];
  readonly rollout: WatchedRollout | null;
  /** Since when the verdict is what it is, ISO 8601, UTC. */
  readonly since: string;
  /** Over all own observations of that rollout's run; null before the first one. */
  readonly bound: Bound | null;
}

/** What a watch is doing: everything that its endpoints tell. Holds no value of the target's. */
export interface WatchStatus extends WatchVerdict {
  /** `stopped`: the kill switch has ended all reading. */
  readonly state: 'learning' | 'watching' | 'stopped' | 'ending';
  readonly target: string;
  readonly startedAt: string;
  readonly phase: Phase;
  readonly pace: {
    readonly ratePerSecond: number;
    readonly currentRate: number;
    readonly requests: number;
    readonly breaker: 'closed' | 'open' | 'half-open';
    readonly breakerOpened: number;
    readonly breakerBecause: string | null;
    readonly awayMs: number;
  };
  readonly totals: WatchTotals;
}

/** Counted since the watch began, over all windows. */
export interface WatchTotals {
  readonly byPhase: Readonly<Record<string, Counts>>;
  readonly findings: readonly {
    readonly oracle: string;
    readonly severity: string;
    readonly count: number;
  }[];
  readonly handoffs: number;
  readonly rollouts: Readonly<Record<Verdict, number>>;
}
