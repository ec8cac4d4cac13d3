/** A seeded stream of numbers, so that a schedule replays from its seed (mulberry32). */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform whole number in [0, below). */
  below(below: number): number;
  /** Throws RangeError on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** An independent stream, named so that adding one never shifts another. */
  fork(name: string): Random;
}

/** The stream of `seed`, a whole number from 0 to 2^32 - 1. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: <T>(items: readonly T[]): T => {
      if (items.length === 0) throw new RangeError('pick: the list is empty');
      return items[below(items.length)] as T;
    },
    fork: (name) => createRandom(hashText(`${String(seed)}/${name}`)),
  };
}

/** FNV-1a, 32 bits: spreads names over seeds; not for anything secret. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
