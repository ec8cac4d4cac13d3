import { requireConfidence, upperLimit } from './bounds.js';

/** One way to reach a number of observations. */
export interface Combination {
  readonly users: number;
  /** Own observations of one user per second. */
  readonly perUserPerSecond: number;
  readonly minutes: number;
}

/** What it takes to exclude a rate. */
export interface Plan {
  readonly maxRate: number;
  readonly confidence: number;
  /** Own observations without a violation. As many sessions, for the same claim about sessions. */
  readonly observations: number;
  readonly combinations: readonly Combination[];
}

/** What a given load comes to. */
export interface LoadForecast {
  readonly users: number;
  readonly perUserPerSecond: number;
  /** Seconds of looking that the claim takes. */
  readonly seconds: number;
  /** The longest that a run of it looks once the rollout is over. */
  readonly longestSeconds: number;
  /** Whether the claim is met by then, however short the rollout was. */
  readonly isEnough: boolean;
  /** Users that would meet it in that time. */
  readonly usersNeeded: number;
}

/**
 * How many own observations, all without a violation, exclude a rate of `maxRate` at `confidence`: the smallest n
 * with 1 − (1 − confidence)^(1/n) ≤ maxRate. Throws RangeError unless both are between 0 and 1.
 */
export function observationsNeeded(maxRate: number, confidence: number): number {
  requireConfidence(confidence);
  if (!(maxRate > 0 && maxRate < 1)) {
    throw new RangeError(`a rate between 0 and 1 is wanted, got ${String(maxRate)}`);
  }
  let n = Math.max(1, Math.ceil(Math.log1p(-confidence) / Math.log1p(-maxRate)));
  while (n > 1 && upperLimit(0, n - 1, confidence) <= maxRate) n -= 1;
  while (upperLimit(0, n, confidence) > maxRate) n += 1;
  return n;
}

/** Observations, and the minutes that each number of users needs at each rate; by default from a browser's pace up. */
export function planFor(
  maxRate: number,
  confidence: number,
  options: { users?: readonly number[]; perUserPerSecond?: readonly number[] } = {},
): Plan {
  const observations = observationsNeeded(maxRate, confidence);
  const users = options.users ?? [8, 28, 200, 1000];
  const rates = options.perUserPerSecond ?? [0.5, 2, 10];
  const combinations = users.flatMap((count) =>
    rates.map((rate) => ({
      users: count,
      perUserPerSecond: rate,
      minutes: observations / (count * rate * 60),
    })),
  );
  return { maxRate, confidence, observations, combinations };
}

/** How far a load gets with `observations`; a rate is what each user aims at, not what a slow target lets through. */
export function forecastFor(
  observations: number,
  load: Pick<LoadForecast, 'users' | 'perUserPerSecond' | 'longestSeconds'>,
): LoadForecast {
  const { users, perUserPerSecond, longestSeconds } = load;
  const seconds = observations / (users * perUserPerSecond);
  const usersNeeded = Math.ceil(observations / (perUserPerSecond * longestSeconds));
  return { ...load, seconds, isEnough: seconds <= longestSeconds, usersNeeded };
}
