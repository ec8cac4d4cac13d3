import type { RunClock } from '../model/phase.js';
import type { Observation, Tally } from '../model/observation.js';

/**
 * Counts the own observations of plain-HTTP sessions per second. The first own one of every (session, where,
 * revision, instance, phase) is left to be recorded in full: that is all that handoffs and bounds per session
 * need.
 */
export interface Tallies {
  /** True where the observation was counted; false where it must be recorded in full. */
  count(observation: Observation): boolean;
  /** Emits what was counted so far. */
  flush(): void;
}

export function createTallies(clock: RunClock, emit: (tally: Tally) => void): Tallies {
  const seenBefore = new Map<string, Set<string>>();
  let counts = new Map<string, { tally: Tally; own: number; overlaps: number }>();
  let second = 0;
  const flush = (): void => {
    for (const { tally, own, overlaps } of counts.values())
      emit({ ...tally, atMs: Math.round(clock.nowMs()), own, overlaps });
    counts = new Map();
  };
  return {
    flush,
    count: (observation) => {
      const { phase, where, channel, revision, instance } = observation;
      const cell = `${phase}\t${where}\t${channel}\t${revision ?? ''}\t${instance ?? ''}`;
      const cells = seenBefore.get(observation.session) ?? new Set<string>();
      seenBefore.set(observation.session, cells);
      if (!cells.has(cell)) {
        cells.add(cell);
        return false;
      }
      const now = Math.floor(observation.atMs / 1000);
      if (now !== second) {
        second = now;
        flush();
      }
      const count = counts.get(cell);
      if (count === undefined) {
        const tally: Tally = {
          type: 'tally',
          atMs: 0,
          phase,
          where,
          channel,
          revision,
          instance,
          own: 0,
          overlaps: 0,
        };
        counts.set(cell, { tally, own: 1, overlaps: observation.overlaps > 0 ? 1 : 0 });
      } else {
        count.own += 1;
        if (observation.overlaps > 0) count.overlaps += 1;
      }
      return true;
    },
  };
}
