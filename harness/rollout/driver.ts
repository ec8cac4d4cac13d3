import type { RolloutEvent } from '../model/history.js';

/** How a driver tells the run what the rollout does. */
export type RolloutReporter = (event: RolloutEvent['event'], detail: string) => void;

/**
 * Starts or watches one rollout. `run` reports `started` when the first change may happen, `step`s in between,
 * and ends with `finished` or `failed`; it never throws for what the target does. `signal` aborts it.
 */
export interface RolloutDriver {
  readonly name: 'command' | 'manual' | 'none';
  run(report: RolloutReporter, signal: AbortSignal): Promise<void>;
}
