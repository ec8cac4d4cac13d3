import { setTimeout as delay } from 'node:timers/promises';
import type { RunClock } from '../model/phase.js';
import { createStoppingRule, type Standing } from './stopping-rule.js';

export interface LookOnOptions {
  /** How long to look where no rate is to be excluded. */
  readonly plannedMs: number;
  readonly longestMs: number;
  /** Null: look for as long as planned. */
  readonly standing: Standing | null;
  readonly clock: RunClock;
  readonly signal: AbortSignal;
}

const everyMs = 100;

/** Resolves when enough was looked at (see `createStoppingRule`), or at once where the signal ends it. */
export async function lookOn({ standing, clock, signal, ...times }: LookOnOptions): Promise<void> {
  const wait = (ms: number): Promise<unknown> => delay(ms, undefined, { signal }).catch(() => undefined);
  if (standing === null) {
    await wait(times.plannedMs);
    return;
  }
  const beganMs = clock.nowMs();
  const isEnough = createStoppingRule({ ...times, standing });
  while (!signal.aborted && !isEnough(clock.nowMs() - beganMs)) await wait(everyMs);
}
