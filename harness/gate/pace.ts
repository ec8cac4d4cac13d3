import { setTimeout as delay } from 'node:timers/promises';
import type { Ended, Pace } from '../model/pace.js';
import { createCircuitBreaker, type BreakerState } from './circuit-breaker.js';
import { createTokenBucket } from './token-bucket.js';

/** What the pace has let through, and what it is doing now. */
export interface PaceFacts {
  readonly ratePerSecond: number;
  /** Requests of the last ten seconds, per second. */
  readonly currentRate: number;
  readonly requests: number;
  readonly breaker: BreakerState;
  readonly breakerOpened: number;
  readonly breakerBecause: string | null;
  /** Milliseconds that the target asked to be left alone for, as of now. */
  readonly awayMs: number;
}

/** A pace that tells of itself. */
export interface GatePace extends Pace {
  facts(): PaceFacts;
}

const rateOverMs = 10_000;
/** A 429 without a Retry-After: the pauses double from the first to the longest, in milliseconds. */
const firstAwayMs = 1000;
const longestAwayMs = 60_000;
/** Nobody sleeps longer without looking again: the breaker may have closed meanwhile. */
const napMs = 1000;

/**
 * A token bucket, a circuit breaker, and the target's own word (429, Retry-After) in front of every request. Those who
 * wait are let through in the order in which they came. `onBreaker` is told when the breaker changes its state.
 */
export function createPace(options: {
  readonly ratePerSecond: number;
  readonly nowMs: () => number;
  readonly onBreaker?: (state: BreakerState, because: string | null) => void;
}): GatePace {
  const { ratePerSecond, nowMs } = options;
  const bucket = createTokenBucket(ratePerSecond);
  const breaker = createCircuitBreaker();
  let last: Promise<unknown> = Promise.resolve();
  let awayUntilMs = 0;
  let nextAwayMs = firstAwayMs;
  let requests = 0;
  let recent: number[] = [];

  const watchingBreaker = <T>(act: () => T): T => {
    const before = breaker.state;
    const result = act();
    if (breaker.state !== before) options.onBreaker?.(breaker.state, breaker.because);
    return result;
  };
  /** The breaker last: whom it lets through when it is half open is the probe, and must really go. */
  const waitMs = (): number => {
    const now = nowMs();
    if (now < awayUntilMs) return awayUntilMs - now;
    return bucket.waitMs(now) || watchingBreaker(() => breaker.waitMs(now));
  };
  const wait = async (signal: AbortSignal): Promise<boolean> => {
    for (let ms = waitMs(); ms > 0; ms = waitMs()) {
      if (signal.aborted) return false;
      await delay(Math.min(Math.ceil(ms), napMs), undefined, { signal }).catch(() => undefined);
    }
    if (signal.aborted) return false;
    bucket.take(nowMs());
    requests += 1;
    recent.push(nowMs());
    recent = recent.filter((atMs) => nowMs() - atMs <= rateOverMs);
    return true;
  };

  return {
    turn(signal) {
      const turn = last.then(() => !signal.aborted && wait(signal));
      last = turn;
      return turn;
    },
    ended(how: Ended) {
      const now = nowMs();
      watchingBreaker(() => {
        breaker.ended(how, now);
      });
      const asked = how.status === 429 && how.awayMs === 0 ? nextAwayMs : how.awayMs;
      if (how.status === 429) nextAwayMs = Math.min(nextAwayMs * 2, longestAwayMs);
      else if (how.outcome === 'ok') nextAwayMs = firstAwayMs;
      if (asked > 0) awayUntilMs = Math.max(awayUntilMs, now + asked);
    },
    facts: () => {
      const now = nowMs();
      return {
        ratePerSecond,
        currentRate: recent.filter((atMs) => now - atMs <= rateOverMs).length / (rateOverMs / 1000),
        requests,
        breaker: breaker.state,
        breakerOpened: breaker.opened,
        breakerBecause: breaker.because,
        awayMs: Math.max(0, awayUntilMs - now),
      };
    },
  };
}
