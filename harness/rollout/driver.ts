import type { RolloutEvent } from '../model/history.js';
import type { RolloutSettings } from '../model/rollout.js';

/** How a driver tells the run what the rollout does. */
export type RolloutReporter = (event: RolloutEvent['event'], detail: string) => void;

/**
 * Starts or watches one rollout. `run` reports `started` when the first change may happen, `step`s in between,
 * and ends with `finished`, `failed` or, where it saw the old release come back, `rolled-back`; it never throws for
 * what the target does. `signal` aborts it: then it reports no end, and leaves no process behind.
 */
export interface RolloutDriver {
  readonly name: RolloutSettings['driver'];
  /** Whether `run` begins as soon as the looking does, since nobody tells when the rollout starts. */
  readonly watchesFromTheStart: boolean;
  run(report: RolloutReporter, signal: AbortSignal): Promise<void>;
  /**
   * Takes the rollout back: `rolling-back`, `step`s, then `rolled-back` or `failed`; or reports nothing, where there is
   * nothing to take back. Null where it cannot.
   */
  readonly rollBack: ((why: string, report: RolloutReporter, signal: AbortSignal) => Promise<void>) | null;
}
