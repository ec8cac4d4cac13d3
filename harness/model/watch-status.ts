import type { Phase } from './phase.js';
import type { Bound, Counts } from './result.js';
import type { Reason, Verdict } from './verdict.js';

/** Findings that `WatchStatus.latest` holds at most. */
export const mostLatest = 100;

/** A rollout that a watch has noticed. */
export interface WatchedRollout {
  /** Run id: the name of its run directory. Empty for the moment in which that is made. */
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

/** What a watch is doing: everything that its endpoints tell. Holds no value of the target's but masked ones. */
export interface WatchStatus extends WatchVerdict {
  /** `stopped`: the kill switch has ended all reading. */
  readonly state: 'learning' | 'watching' | 'stopped' | 'ending';
  readonly target: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly phase: Phase;
  /** Why nothing is asked for at present though the watch goes on; null while it reads. */
  readonly paused: { readonly because: 'asked-to-wait' | 'breaker'; readonly forMs: number } | null;
  /** When the kill switch was pulled, ISO 8601, UTC; null where it was not. */
  readonly pulledAt: string | null;
  readonly pace: {
    readonly ratePerSecond: number;
    /** Requests of the last ten seconds, per second. */
    readonly currentRate: number;
    readonly requests: number;
    readonly breaker: 'closed' | 'open' | 'half-open';
    readonly breakerOpened: number;
    readonly breakerBecause: string | null;
    /** Milliseconds that the target asked to be left alone for, as of now. */
    readonly awayMs: number;
  };
  /** Releases in the order of their first answer, the last fifty. */
  readonly revisions: readonly WatchedRevision[];
  readonly totals: WatchTotals;
  /** The latest findings of all windows, newest first, at most `mostLatest`. */
  readonly latest: readonly WatchedFinding[];
  /** Who was shown whose data, by `Identity.id`, since the watch began, at most five hundred pairs. */
  readonly pairs: readonly WatchedPair[];
}

/** One release as its answers told of it. */
export interface WatchedRevision {
  readonly revision: string;
  /** ISO 8601, UTC. */
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly looks: number;
  readonly own: number;
}

/** A finding without anybody's values: names, numbers, and what was seen with all but its shape masked. */
export interface WatchedFinding {
  /** Run id of its window, and its id there. */
  readonly run: string;
  readonly id: string;
  readonly oracle: string;
  readonly severity: string;
  /** `Identity.id`, or "anonymous". */
  readonly viewer: string;
  /** `Identity.id`, "stranger", or null. */
  readonly owner: string | null;
  readonly where: string;
  readonly phase: Phase;
  readonly revision: string | null;
  readonly instance: string | null;
  readonly summary: string;
  readonly fields: readonly string[];
  readonly masked: readonly string[];
  /** ISO 8601, UTC. */
  readonly seenAt: string;
}

/** `viewer` was shown data of `owner`: "stranger" for whoever is none of ours. */
export interface WatchedPair {
  readonly viewer: string;
  readonly owner: string;
  readonly looks: number;
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
  /** Rollouts that were judged, by their verdict. */
  readonly rollouts: Readonly<Record<Verdict, number>>;
}

/** A watch as its endpoints see it. */
export interface WatchSource {
  status(): WatchStatus;
  /** The report of the open window as HTML, as of now. Before there is a window: a page that says so. */
  report(): Promise<string> | string;
  /** `listener` is told whenever something changed, at most a few times a second. Gives what ends it. */
  subscribe(listener: (status: WatchStatus) => void): () => void;
}
