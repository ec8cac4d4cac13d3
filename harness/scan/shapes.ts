import type { Spacing } from './read-words.js';

/**
 * How a candidate is read so that it can be looked up: so many words, of which `before` stand before the one that
 * was found; a number; or so many letters and digits up to the digits that were found and behind them.
 */
export type Shape =
  | { readonly kind: 'words'; readonly count: number; readonly before: number; readonly spacing: Spacing }
  | { readonly kind: 'digits' }
  | { readonly kind: 'code'; readonly before: number; readonly after: number };

/** The shapes to read at each slot of the index. There are few different sets, and two bytes for each slot. */
export interface ShapeSets {
  add(slot: number, shape: Shape): void;
  of(slot: number): readonly Shape[];
}

/** More than any code. */
const CODES = 2 ** 24;

/** A number for each shape; words beyond 1,023 would share one, and are refused before. */
function codeOf(shape: Shape): number {
  switch (shape.kind) {
    case 'digits':
      return 0;
    case 'code':
      return 1 + 4 * (shape.before + 1_024 * shape.after);
    case 'words':
      return (shape.spacing === 'loose' ? 2 : 3) + 4 * (shape.before + 1_024 * shape.count);
  }
}

export function createShapeSets(slots: number): ShapeSets {
  const setOf = new Uint16Array(slots);
  const sets: (readonly Shape[])[] = [[]];
  /** For a set and a shape: the set with that shape. */
  const wider = new Map<number, number>();
  const widen = (set: number, shape: Shape): number => {
    const held = sets[set] ?? [];
    return held.some((other) => codeOf(other) === codeOf(shape)) ? set : sets.push([...held, shape]) - 1;
  };
  return {
    add: (slot, shape) => {
      const set = setOf[slot] ?? 0;
      const step = set * CODES + codeOf(shape);
      const next = wider.get(step) ?? widen(set, shape);
      wider.set(step, next);
      setOf[slot] = next;
    },
    of: (slot) => sets[setOf[slot] ?? 0] ?? [],
  };
}
