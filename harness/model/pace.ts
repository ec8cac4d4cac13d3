import type { Outcome } from './look.js';

/** How one request to the target ended. */
export interface Ended {
  readonly status: number | null;
  readonly outcome: Outcome;
  /** Milliseconds from sending to the end of the answer. */
  readonly tookMs: number;
  /** Milliseconds that the answer asked to be left alone for (Retry-After); 0 where it did not. */
  readonly awayMs: number;
}

/** What stands in front of every request to a target that must not be burdened. */
export interface Pace {
  /** Resolves with true when one request may be sent; with false where `signal` aborted first. Never rejects. */
  turn(signal: AbortSignal): Promise<boolean>;
  /** To be told of the end of every request that had its turn. */
  ended(how: Ended): void;
  /** The same at the same rate, for what must not wait for the crowd: its turns come before all others. */
  readonly ahead: Pace;
}
