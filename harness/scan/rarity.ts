/** About how often a folded word stands in the markers: an upper bound, from a table of counts by hash. */
export interface Rarity {
  add(word: string): void;
  countOf(word: string): number;
}

const SLOTS = 1 << 18;

/** FNV-1a. */
function slotOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}

export function createRarity(): Rarity {
  const counts = new Uint32Array(SLOTS);
  return {
    add: (word) => {
      const slot = slotOf(word);
      counts[slot] = (counts[slot] ?? 0) + 1;
    },
    countOf: (word) => counts[slotOf(word)] ?? 0,
  };
}
