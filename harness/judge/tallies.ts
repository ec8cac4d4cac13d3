import { observationClasses } from '../model/observation.js';
import type { ObservationClass } from '../model/observation.js';
import type { Counts } from '../model/result.js';

/** Counts of observations by class under a name: a phase, a page, a revision. */
export interface Tallies {
  add(name: string, kind: ObservationClass, count: number): void;
  get(name: string): Counts;
  all(): Readonly<Record<string, Counts>>;
  names(): readonly string[];
}

/**
 * Empty counts. Beyond `limit` names further ones are counted together under "…": a target that makes up
 * a new revision for every answer must not fill the memory.
 */
export function createTallies(limit = 1000): Tallies {
  const byName = new Map<string, Record<ObservationClass, number>>();
  return {
    add(name, kind, count) {
      const key = byName.has(name) || byName.size < limit ? name : '…';
      const counts = byName.get(key) ?? addCounts([]);
      counts[kind] += count;
      byName.set(key, counts);
    },
    get: (name) => addCounts([byName.get(name) ?? addCounts([])]),
    all: () => Object.fromEntries([...byName].map(([name, counts]) => [name, { ...counts }])),
    names: () => [...byName.keys()],
  };
}

/** The sums by class; zeros for an empty list. */
export function addCounts(all: readonly Counts[]): Record<ObservationClass, number> {
  const sum = { own: 0, foreign: 0, stranger: 0, anonymous: 0, blank: 0, error: 0 };
  for (const counts of all) for (const kind of observationClasses) sum[kind] += counts[kind];
  return sum;
}

/** All classes together. */
export function sumOf(counts: Counts): number {
  return observationClasses.reduce((sum, kind) => sum + counts[kind], 0);
}
