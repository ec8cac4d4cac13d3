/** Tokens for requests: each comes back a fixed time after it was taken. */
export interface TokenBucket {
  /** Milliseconds until there is a token; 0 where there is one. */
  waitMs(nowMs: number): number;
  /** Takes the one that there is. */
  take(nowMs: number): void;
}

/** Timers and networks are not exact: tokens stay away a hundredth longer than the rate asks for. */
const margin = 1.01;
/** So many may go at once: one alone would never meet another one at the target. */
const atOnce = 2;
/** The next ones come this share of their even distance later, so that the rate is still reached. */
const spread = 0.9;

/**
 * At most `ratePerSecond` requests in any second, and never more in a longer time. A token comes back a second after
 * it was taken, not at a steady drip: a bucket that drips lets a full bucket and a second's drip through in one second.
 * Nor do all go at once: the third of any three follows the first by nearly the time of two. Below one per second there
 * is one token, which stays away for the time of one.
 */
export function createTokenBucket(ratePerSecond: number): TokenBucket {
  const size = Math.max(1, Math.floor(ratePerSecond));
  const awayMs = Math.max(1, size / ratePerSecond) * 1000 * margin;
  const spreadMs = size > atOnce ? (atOnce / ratePerSecond) * 1000 * spread : 0;
  const takenMs: number[] = Array.from({ length: size }, () => -Infinity);
  let next = 0;
  const takenBefore = (back: number): number => takenMs[(next + size - back) % size] ?? -Infinity;
  return {
    waitMs: (nowMs) =>
      Math.max(0, takenBefore(size) + awayMs - nowMs, takenBefore(Math.min(atOnce, size)) + spreadMs - nowMs),
    take(nowMs) {
      takenMs[next] = nowMs;
      next = (next + 1) % size;
    },
  };
}
