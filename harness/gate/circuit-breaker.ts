import type { Ended } from '../model/pace.js';

/** `closed`: requests pass. `open`: none does. `half-open`: one probe is under way. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** Leaves a target alone that suffers, whoever makes it suffer (Nygard, Release It!, "Circuit Breaker"). */
export interface CircuitBreaker {
  /** Milliseconds to wait before asking again; 0: the request may go. */
  waitMs(nowMs: number): number;
  ended(how: Ended, nowMs: number): void;
  /** Milliseconds until the probe may go; 0 unless it is open. Changes nothing. */
  leftMs(nowMs: number): number;
  readonly state: BreakerState;
  /** Why it opened last, in words; null where it never did. */
  readonly because: string | null;
  /** How often it opened. */
  readonly opened: number;
}

/** The last answers that it judges by, and how many it needs. */
const windowSize = 20;
const enough = 8;
const longestWindowMs = 60_000;
/** Half of the answers: a rolling replacement costs a target a few, not that many. */
const failingShare = 0.5;
/** How many times the learned latency is suffering, and the least that ever is, in milliseconds. */
const slowFactor = 8;
const slowLeastMs = 1000;
/** Good answers that the usual latency is learned from. */
const learnedFrom = 20;
const firstPauseMs = 5000;
const longestPauseMs = 300_000;
/** A probe whose end nobody tells of must not keep the breaker half open. */
const probeMs = 60_000;

interface Ending {
  readonly atMs: number;
  readonly failed: boolean;
  readonly tookMs: number;
}

/**
 * Opens where half of the last 20 answers failed (5xx, no answer), or their median latency is 8 times the learned one
 * and above a second. Then nothing is asked for 5 s; one probe follows, which closes it, or opens it for twice as
 * long, at most for 5 min.
 */
export function createCircuitBreaker(): CircuitBreaker {
  let endings: Ending[] = [];
  const learned: number[] = [];
  let state: BreakerState = 'closed';
  let because: string | null = null;
  let untilMs = 0;
  let pauseMs = firstPauseMs;
  let opened = 0;

  const usualMs = (): number | null => (learned.length < learnedFrom ? null : median(learned));
  const open = (why: string, nowMs: number): void => {
    state = 'open';
    because = why;
    untilMs = nowMs + pauseMs;
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    opened += 1;
    endings = [];
  };
  const isSlow = (tookMs: number): boolean =>
    tookMs > Math.max(slowLeastMs, slowFactor * (usualMs() ?? Infinity));
  const suffering = (): string | null => {
    if (endings.length < enough) return null;
    const failed = endings.filter((ending) => ending.failed).length;
    if (failed >= failingShare * endings.length)
      return `${String(failed)} of the last ${String(endings.length)} answers failed`;
    const tookMs = median(endings.map((ending) => ending.tookMs));
    return isSlow(tookMs)
      ? `answers take ${String(Math.round(tookMs))} ms, usually ${String(Math.round(usualMs() ?? 0))} ms`
      : null;
  };

  return {
    waitMs(nowMs) {
      if (state === 'closed') return 0;
      if (nowMs < untilMs) return untilMs - nowMs;
      // The one that gets through now is the probe; the others wait for its end.
      state = 'half-open';
      untilMs = nowMs + probeMs;
      return 0;
    },
    ended({ status, outcome, tookMs }, nowMs) {
      const failed = outcome !== 'ok' || (status !== null && status >= 500);
      if (state === 'open') return;
      if (state === 'half-open') {
        if (failed || isSlow(tookMs)) {
          open(because ?? 'the probe failed', nowMs);
          return;
        }
        state = 'closed';
        pauseMs = firstPauseMs;
        return;
      }
      if (!failed && learned.length < learnedFrom) learned.push(tookMs);
      endings = [...endings, { atMs: nowMs, failed, tookMs }]
        .filter(({ atMs }) => nowMs - atMs <= longestWindowMs)
        .slice(-windowSize);
      const why = suffering();
      if (why !== null) open(why, nowMs);
    },
    leftMs: (nowMs) => (state === 'open' ? Math.max(0, untilMs - nowMs) : 0),
    get state() {
      return state;
    },
    get because() {
      return because;
    },
    get opened() {
      return opened;
    },
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
