/** Positions in the list of markers, by a folded text. */
export interface TextTable {
  add(text: string, marker: number): void;
  /** In the order in which they were added; none for a text that was never added. */
  of(text: string): readonly number[];
  /** The same for the first `length` UTF-16 units of a buffer, of which no string is made. */
  ofUnits(units: Uint16Array, length: number): readonly number[];
}

const NONE: readonly number[] = [];
const LEAST_SLOTS = 64;
/** FNV-1a. */
const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

const mixed = (hash: number): number => hash ^ (hash >>> 15);

function hashOf(text: string): number {
  let hash = SEED;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return mixed(hash);
}

function hashOfUnits(units: Uint16Array, length: number): number {
  let hash = SEED;
  for (let i = 0; i < length; i += 1) hash = Math.imul(hash ^ (units[i] ?? 0), PRIME);
  return mixed(hash);
}

function isText(text: string, units: Uint16Array, length: number): boolean {
  if (text.length !== length) return false;
  for (let i = 0; i < length; i += 1) if (text.charCodeAt(i) !== units[i]) return false;
  return true;
}

/**
 * A hash table with open addressing. A Map would need a string for whatever is read from a body, and an array for
 * each of 300,000 texts: half the time that the index takes.
 */
export function createTextTable(): TextTable {
  const texts: string[] = [];
  const hashes: number[] = [];
  /** The marker of a text that only one has, or all of them. */
  const held: (number | readonly number[])[] = [];
  /** Positions in `texts`, counted from 1; 0 is empty. */
  let slots = new Int32Array(LEAST_SLOTS);

  const put = (entry: number): void => {
    let slot = (hashes[entry] ?? 0) & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = entry + 1;
  };
  const entryOf = (text: string, hash: number): number => {
    for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const entry = (slots[slot] ?? 0) - 1;
      if (entry < 0 || (hashes[entry] === hash && texts[entry] === text)) return entry;
    }
  };
  const entryOfUnits = (units: Uint16Array, length: number): number => {
    const hash = hashOfUnits(units, length);
    for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const entry = (slots[slot] ?? 0) - 1;
      if (entry < 0 || (hashes[entry] === hash && isText(texts[entry] ?? '', units, length))) return entry;
    }
  };
  const listAt = (entry: number): readonly number[] => {
    if (entry < 0) return NONE;
    const markers = held[entry] ?? NONE;
    if (typeof markers !== 'number') return markers;
    return (held[entry] = [markers]);
  };
  return {
    add(text, marker) {
      const hash = hashOf(text);
      const entry = entryOf(text, hash);
      if (entry >= 0) {
        const markers = listAt(entry);
        if (!markers.includes(marker)) held[entry] = [...markers, marker];
        return;
      }
      texts.push(text);
      hashes.push(hash);
      held.push(marker);
      if (2 * texts.length <= slots.length) {
        put(texts.length - 1);
        return;
      }
      slots = new Int32Array(2 * slots.length);
      for (let i = 0; i < texts.length; i += 1) put(i);
    },
    of: (text) => listAt(entryOf(text, hashOf(text))),
    ofUnits: (units, length) => listAt(entryOfUnits(units, length)),
  };
}
