import { wordBounds } from './read-value.js';

/** About how often folded words stand in the markers: upper bounds, from a table of counts by hash. */
export interface Rarity {
  /** Counts the words of a folded text. */
  add(folded: string): void;
  /** Number of times that the word between two positions of a text was counted. */
  countOf(folded: string, start: number, end: number): number;
}

const SLOTS = 1 << 18;

/** FNV-1a. */
function slotOf(folded: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ folded.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}

export function createRarity(): Rarity {
  const counts = new Uint32Array(SLOTS);
  return {
    add: (folded) => {
      const { bounds, count } = wordBounds(folded);
      for (let i = 0; i < count; i += 1) {
        const slot = slotOf(folded, bounds[2 * i] ?? 0, bounds[2 * i + 1] ?? 0);
        counts[slot] = (counts[slot] ?? 0) + 1;
      }
    },
    countOf: (folded, start, end) => counts[slotOf(folded, start, end)] ?? 0,
  };
}
