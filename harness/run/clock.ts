import { performance } from 'node:perf_hooks';
import type { RunClock } from '../model/phase.js';

/** The run's clock: monotonic, so that a wall clock that is set back or forth changes nothing. */
export function createClock(): RunClock {
  const began = performance.now();
  return { nowMs: () => performance.now() - began };
}
