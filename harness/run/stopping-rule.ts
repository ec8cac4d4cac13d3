import type { Judge } from '../judge/judge.js';

/** What tells whether further looking is worth it. */
export type Standing = Pick<Judge, 'claims' | 'lacks'>;

export interface StoppingOptions {
  /** How long to look where no rate is to be excluded. */
  readonly plannedMs: number;
  readonly longestMs: number;
  readonly standing: Standing;
}

/** Whoever slept through the rollout wakes, and whoever left comes back, within so long. */
const leastMs = 3000;
/** Floors take a whole judgement to look at. */
const floorsEveryMs = 1000;

/**
 * Whether enough was looked at, asked again and again with the milliseconds spent so far. Yes as soon as the number of
 * looks that it takes to exclude the rate is reached, all of them clean, and no floor is missing; else at the planned
 * time; and past it only while the claim is still open and clean, at most until `longestMs`. Only looks without a
 * mix-up ever make a claim, and their number is fixed before the run. So a rate above it is excluded by mistake in at
 * most 1 − confidence of all runs, however often this is asked (see `claimsOf`).
 */
export function createStoppingRule({
  plannedMs,
  longestMs,
  standing,
}: StoppingOptions): (spentMs: number) => boolean {
  let floorsDueMs = leastMs;
  return (spentMs) => {
    const state = stateOf(standing);
    if (spentMs >= plannedMs && state !== 'open') return true;
    if (spentMs >= Math.max(plannedMs, longestMs)) return true;
    if (state !== 'reached' || spentMs < floorsDueMs) return false;
    floorsDueMs = spentMs + floorsEveryMs;
    return !standing.lacks();
  };
}

/** `open`: more looks can still exclude the rate. `reached`: it takes no more. `lost`: no number of them can. */
function stateOf(standing: Standing): 'open' | 'reached' | 'lost' {
  const claims = standing.claims();
  if (claims.some(({ violations }) => violations > 0)) return 'lost';
  const short = claims.filter(({ n, needed }) => n < needed);
  if (short.length === 0) return 'reached';
  // The rollout is over: what was missed during it stays missed.
  return short.some(({ over }) => over === 'during') ? 'lost' : 'open';
}
