import { setMaxListeners } from 'node:events';
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
  /** Milliseconds until the open breaker lets one request through; 0 where it is not open. */
  readonly breakerMs: number;
}

/** A pace that tells of itself. */
export interface GatePace extends Pace {
  facts(): PaceFacts;
  /** From now on nobody gets a turn. */
  stop(): void;
}

export interface PaceOptions {
  readonly ratePerSecond: number;
  readonly nowMs: () => number;
  /** Told when the breaker changes its state. */
  readonly onBreaker?: (state: BreakerState, because: string | null) => void;
}

interface Waiter {
  readonly tell: (mayGo: boolean) => void;
}

const rateOverMs = 10_000;
/** A 429 without a Retry-After: the pauses double from the first to the longest, in milliseconds. */
const firstAwayMs = 1000;
const longestAwayMs = 60_000;
/** Nobody sleeps longer without looking again: the breaker may have closed meanwhile. */
const napMs = 1000;

/**
 * A token bucket, a circuit breaker, and the target's own word (429, Retry-After) in front of every request. Those who
 * wait are let through in the order in which they came.
 */
export function createPace(options: PaceOptions): GatePace {
  const { ratePerSecond, nowMs } = options;
  const bucket = createTokenBucket(ratePerSecond);
  const breaker = createCircuitBreaker();
  const away = createAway();
  let requests = 0;
  let recent: number[] = [];

  const watchingBreaker = <T>(act: () => T): T => {
    const before = breaker.state;
    const result = act();
    if (breaker.state !== before) options.onBreaker?.(breaker.state, breaker.because);
    return result;
  };
  const queue = createQueue({
    /** The breaker last: whom it lets through when it is half open is the probe, and must really go. */
    waitMs: () => {
      const now = nowMs();
      return away.leftMs(now) || bucket.waitMs(now) || watchingBreaker(() => breaker.waitMs(now));
    },
    goes: () => {
      const now = nowMs();
      bucket.take(now);
      requests += 1;
      recent = [...recent.filter((atMs) => now - atMs <= rateOverMs), now];
    },
  });
  const ended = (how: Ended): void => {
    const now = nowMs();
    watchingBreaker(() => {
      breaker.ended(how, now);
    });
    away.ended(how, now);
  };

  const ahead: Pace = {
    turn: (signal) => queue.turn(signal, true),
    ended,
    get ahead() {
      return ahead;
    },
  };
  return {
    turn: (signal) => queue.turn(signal, false),
    ended,
    ahead,
    facts: () => {
      const now = nowMs();
      return {
        ratePerSecond,
        currentRate: recent.filter((atMs) => now - atMs <= rateOverMs).length / (rateOverMs / 1000),
        requests,
        breaker: breaker.state,
        breakerOpened: breaker.opened,
        breakerBecause: breaker.because,
        breakerMs: breaker.leftMs(now),
        awayMs: away.leftMs(now),
      };
    },
    stop: queue.stop,
  };
}

/** What the target asked for by 429 and Retry-After. */
function createAway(): { leftMs(nowMs: number): number; ended(how: Ended, nowMs: number): void } {
  let untilMs = 0;
  let nextMs = firstAwayMs;
  return {
    leftMs: (nowMs) => Math.max(0, untilMs - nowMs),
    ended({ status, outcome, awayMs }, nowMs) {
      const askedMs = status === 429 && awayMs === 0 ? nextMs : awayMs;
      if (status === 429) nextMs = Math.min(nextMs * 2, longestAwayMs);
      else if (outcome === 'ok') nextMs = firstAwayMs;
      if (askedMs > 0) untilMs = Math.max(untilMs, nowMs + askedMs);
    },
  };
}

/** Two lines of people, of which the first is always served before the other. */
function createQueue({ waitMs, goes }: { waitMs: () => number; goes: () => void }) {
  const first = new Set<Waiter>();
  const crowd = new Set<Waiter>();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const serve = (): void => {
    timer = null;
    for (;;) {
      const line = first.size > 0 ? first : crowd;
      const [next] = line;
      if (next === undefined) return;
      const ms = waitMs();
      if (ms > 0) {
        timer = setTimeout(serve, Math.min(Math.ceil(ms), napMs));
        return;
      }
      line.delete(next);
      goes();
      next.tell(true);
    }
  };
  return {
    turn: (signal: AbortSignal, ahead: boolean): Promise<boolean> =>
      new Promise((resolve) => {
        if (stopped || signal.aborted) {
          resolve(false);
          return;
        }
        // All actors wait on the same one.
        setMaxListeners(0, signal);
        const line = ahead ? first : crowd;
        const leave = (): void => {
          line.delete(waiter);
          waiter.tell(false);
        };
        const waiter: Waiter = {
          tell: (mayGo) => {
            signal.removeEventListener('abort', leave);
            resolve(mayGo);
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        line.add(waiter);
        if (timer === null) serve();
      }),
    stop(): void {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      for (const waiter of [...first, ...crowd]) waiter.tell(false);
      first.clear();
      crowd.clear();
    },
  };
}
