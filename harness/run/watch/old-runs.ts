import { removeOldRuns } from '../../ledger/retention.js';

const everyMs = 3_600_000;

/** Removes the run directories that were past their days at `asOfMs` (milliseconds since 1970). Never rejects. */
export type OldRuns = (asOfMs: number) => Promise<void>;

/**
 * For a watch, which goes on for longer than its evidence is kept: to be called whenever a window is left, as of when it
 * began, so that neither it nor the next one is removed, however few the days are. Looks once an hour at most.
 */
export function createOldRuns(root: string, days: number): OldRuns {
  let lastMs = -Infinity;
  return async (asOfMs) => {
    if (asOfMs - lastMs < everyMs) return;
    lastMs = asOfMs;
    await removeOldRuns(root, days, asOfMs);
  };
}
