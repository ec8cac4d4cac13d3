import type { Observation } from '../model/observation.js';

/** Which identities were seen as their own on the old and on the new revision. */
export interface Crossings {
  see(observation: Observation): void;
  /** Splits `identities` into those that were and those that were not. */
  split(identities: readonly string[]): { readonly both: readonly string[]; readonly not: readonly string[] };
}

/** One bit of a number for each revision; the last one stands for all further ones. */
const mostRevisions = 31;

/**
 * Begins with nothing seen. New is a revision that never answered in the phase `before`. Where none is (a canary that
 * ran already, a rollout that was noticed late), two different revisions are asked for.
 */
export function createCrossings(): Crossings {
  const bits = new Map<string, number>();
  const seen = new Map<string, number>();
  let old = 0;
  const bitOf = (revision: string): number => {
    const bit = bits.get(revision) ?? 1 << Math.min(bits.size, mostRevisions - 1);
    if (bits.size < mostRevisions) bits.set(revision, bit);
    return bit;
  };
  const crossed = (mask: number): boolean => {
    const all = [...bits.values()].reduce((sum, bit) => sum | bit, 0);
    if ((all & ~old) === 0) return (mask & (mask - 1)) !== 0;
    return (mask & old) !== 0 && (mask & ~old) !== 0;
  };
  return {
    see({ class: kind, viewer, revision, phase }) {
      if (revision === null) return;
      const bit = bitOf(revision);
      if (phase === 'before') old |= bit;
      if (kind === 'own' && viewer !== null) seen.set(viewer, (seen.get(viewer) ?? 0) | bit);
    },
    split(identities) {
      const both = new Set(identities.filter((id) => crossed(seen.get(id) ?? 0)));
      return { both: [...both], not: identities.filter((id) => !both.has(id)) };
    },
  };
}
