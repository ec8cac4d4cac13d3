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

export function createShapeSets(slots: number): ShapeSets {
  const setOf = new Uint16Array(slots);
  const sets: (readonly Shape[])[] = [[]];
  const named = new Map<string, number>([['', 0]]);
  const nameOf = (shape: Shape): string => Object.values(shape).join(' ');
  return {
    add: (slot, shape) => {
      const held = sets[setOf[slot] ?? 0] ?? [];
      const name = nameOf(shape);
      if (held.some((other) => nameOf(other) === name)) return;
      const wider = [...held, shape];
      const full = wider.map(nameOf).sort().join();
      const known = named.get(full);
      if (known === undefined) {
        named.set(full, sets.length);
        setOf[slot] = sets.length;
        sets.push(wider);
      } else {
        setOf[slot] = known;
      }
    },
    of: (slot) => sets[setOf[slot] ?? 0] ?? [],
  };
}
