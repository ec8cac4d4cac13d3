import { setTimeout as delay } from 'node:timers/promises';
import type { Judge } from '../judge/judge.js';
import type { RunClock } from '../model/phase.js';

/** What tells whether further looking is worth it. */
export type Standing = Pick<Judge, 'claims' | 'lacks'>;

export interface LookOnOptions {
  /** How long to look where no rate is to be excluded. */
  readonly plannedMs: number;
  readonly longestMs: number;
  /** Null: look for as long as planned. */
  readonly standing: Standing | null;
  readonly clock: RunClock;
  readonly signal: AbortSignal;
}

/** Whoever slept through the rollout wakes, and whoever left comes back, within so long. */
const leastMs = 3000;
const everyMs = 100;
/** Floors take a whole judgement to look at. */
const floorsEveryMs = 1000;

/**
 * Resolves when enough was looked at. With a rate to exclude that is as soon as the number of looks which it takes is
 * reached, clean or not, and no floor is missing; else at the planned time; and past it only while the claim is still
 * open and clean, at most until `longestMs`. The number of looks is fixed before the run and a violation only ever
 * ends the extension, so neither the claim nor the exact limits lose their confidence by the stop (see `claimsOf`).
 */
export async function lookOn({
  plannedMs,
  longestMs,
  standing,
  clock,
  signal,
}: LookOnOptions): Promise<void> {
  const wait = (ms: number): Promise<unknown> => delay(ms, undefined, { signal }).catch(() => undefined);
  if (standing === null) {
    await wait(plannedMs);
    return;
  }
  const beganMs = clock.nowMs();
  let floorsDueMs = leastMs;
  while (!signal.aborted) {
    const spentMs = clock.nowMs() - beganMs;
    const state = stateOf(standing);
    if (spentMs >= plannedMs && state !== 'open') return;
    if (spentMs >= Math.max(plannedMs, longestMs)) return;
    if (state === 'reached' && spentMs >= floorsDueMs) {
      if (!standing.lacks()) return;
      floorsDueMs = spentMs + floorsEveryMs;
    }
    await wait(everyMs);
  }
}

/** `open`: more looks can still exclude the rate. `reached`: it takes no more. `lost`: no number of them can. */
function stateOf(standing: Standing): 'open' | 'reached' | 'lost' {
  const claims = standing.claims();
  const short = claims.filter(({ n, needed }) => n < needed);
  if (short.length === 0) return 'reached';
  // The rollout is over: what was missed during it stays missed.
  return short.some(({ over }) => over === 'during') || claims.some(({ violations }) => violations > 0)
    ? 'lost'
    : 'open';
}
