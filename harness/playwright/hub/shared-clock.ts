import type { RunClock } from '../../model/phase.js';

/**
 * The run's clock in any process of this machine: `process.hrtime` counts from the machine's start, not from the
 * process's, so records of all writers can be put in order.
 */
export function sharedClock(startedNs: bigint): RunClock {
  return { nowMs: () => Number(process.hrtime.bigint() - startedNs) / 1e6 };
}
