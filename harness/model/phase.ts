/** Where a moment stands relative to the rollout, on the run's monotonic clock. */
export const phases = ['before', 'during', 'after', 'rollback'] as const;
export type Phase = (typeof phases)[number];

/** Monotonic milliseconds since the run began. Order comes from it, never from wall time. */
export interface RunClock {
  nowMs(): number;
}
