import type { Marker } from '../model/marker.js';
import { wordsOf } from './read-value.js';

/** About how often a folded word stands in the markers: an upper bound, from a table of counts by hash. */
export interface Rarity {
  countOf(word: string): number;
}

const SLOTS = 1 << 18;

function slotOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}

export function createRarity(markers: readonly Marker[]): Rarity {
  const counts = new Uint32Array(SLOTS);
  for (const { value } of markers) {
    for (const word of wordsOf(value)) {
      const slot = slotOf(word);
      counts[slot] = (counts[slot] ?? 0) + 1;
    }
  }
  return { countOf: (word) => counts[slotOf(word)] ?? 0 };
}
