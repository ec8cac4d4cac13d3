import type { Random } from '../model/random.js';

/** Deals the items in random order, each of them once before any comes again. Throws RangeError where there are none. */
export function createDeck<T>(items: readonly T[], random: Random): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = [...items];
    const card = random.pick(left);
    left.splice(left.indexOf(card), 1);
    return card;
  };
}
