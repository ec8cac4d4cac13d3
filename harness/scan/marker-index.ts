import type { Marker } from '../model/marker.js';
import { reserve } from './arena.js';
import type { Arena } from './arena.js';
import { matchable } from './matchable.js';
import type { Matchable } from './matchable.js';
import { significant } from './phone.js';
import { readValue } from './read-value.js';
import type { Spacing } from './read-words.js';
import { createShapeSets } from './shapes.js';
import type { Shape, ShapeSets } from './shapes.js';

/** Positions in the list of markers, by what is read from a body. */
export interface MarkerIndex {
  readonly loose: Lookup;
  readonly strict: Lookup;
  /** Digits of numbers that are written in one piece. */
  readonly numbers: Lookup;
  /** Digits of phone numbers, as given but without "+" and separators, and of all that is written in groups. */
  readonly grouped: Lookup;
  /** Significant digits of phone numbers given without, and with, a country code. */
  readonly national: Lookup;
  readonly abroad: Lookup;
  readonly codes: Lookup;
  /** What to read at a candidate of this slot. */
  readonly shapesOf: (slot: number) => readonly Shape[];
}

type Lookup = Map<string, readonly number[]>;
type LookupName = Exclude<keyof MarkerIndex, 'shapesOf'>;

interface Building {
  readonly arena: Arena;
  readonly hash: (word: string) => number;
  readonly lookups: Record<LookupName, Lookup>;
  readonly keys: number[];
  readonly shapes: Shape[];
  /** In bytes: the shortest single word, the longest value. */
  shortest: number;
  longest: number;
}

const SCRATCH = 1_024;
/** Bytes around an escape that may belong to one marker, beside the marker itself: line breaks, indentation. */
const SLACK = 64;
const MAX_REACH = 512;

function file(lookup: Lookup, key: string, marker: number): void {
  const held = lookup.get(key);
  if (held === undefined) lookup.set(key, [marker]);
  else if (!held.includes(marker)) lookup.set(key, [...held, marker]);
}

const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(least));

/** Hashes of single words, as the pass makes them (`putUnit` in assembly/text.ts). */
function wordHasher(arena: Arena): (word: string) => number {
  const at = reserve(arena, SCRATCH);
  return (word) => {
    let end = at;
    for (let i = 0; i < word.length && end - at < 250; i += 1) {
      const unit = word.charCodeAt(i);
      if (unit < 0x80) arena.bytes[end++] = unit;
      else {
        arena.bytes[end++] = 0x80 | (unit & 0x7f);
        arena.bytes[end++] = 0x80 | ((unit >> 7) & 0x7f);
        arena.bytes[end++] = 0x80 | (unit >> 14);
      }
    }
    return arena.wasm.hashWord(at, end - at);
  };
}

function digitKeyOf(arena: Arena, digits: string): number {
  const bcd = Number.parseInt(digits.slice(-8), 16) | (digits.length < 8 ? 0xf000_0000 : 0);
  return arena.wasm.digitKey(bcd);
}

function addKey(building: Building, key: number, shape: Shape): void {
  building.keys.push(key);
  building.shapes.push(shape);
}

function addWords(building: Building, words: readonly [string, string], count: number, spacing: Spacing): void {
  const [first, second] = words;
  const { arena, hash } = building;
  if (count === 1) building.shortest = Math.min(building.shortest, first.length);
  const key = count === 1 ? hash(first) : arena.wasm.pairKey(hash(first), hash(second));
  addKey(building, key, { kind: 'words', count, spacing });
}

function addText(building: Building, value: string, spacing: Spacing, marker: number): void {
  const run = readValue(value, spacing);
  if (run === null) return;
  building.longest = Math.max(building.longest, value.length * 2);
  file(building.lookups[spacing], run.text, marker);
  addWords(building, [run.first, run.second], run.count, spacing);
  // "Dupont Jeanne" for "Jeanne Dupont".
  if (spacing !== 'loose' || !/^\p{L}{2,} \p{L}{2,}$/u.test(run.text) || run.first === run.second) return;
  file(building.lookups.loose, `${run.second} ${run.first}`, marker);
  addWords(building, [run.second, run.first], 2, 'loose');
}

type Numeral = Extract<Matchable, { digits: string }>;

function addNumber(building: Building, value: Numeral, marker: number): void {
  const { lookups, arena } = building;
  building.longest = Math.max(building.longest, value.digits.length * 3);
  let ending = value.digits;
  if (value.kind === 'phone') {
    const bare = significant(value.digits, value.international);
    file(lookups.grouped, value.digits, marker);
    file(value.international ? lookups.abroad : lookups.national, bare, marker);
    ending = bare;
  } else {
    file(value.grouped ? lookups.grouped : lookups.numbers, value.digits, marker);
  }
  addKey(building, digitKeyOf(arena, ending), { kind: 'digits' });
}

function addCode(building: Building, compact: string, marker: number): void {
  const longest = (compact.match(/\d+/g) ?? []).reduce((a, b) => (b.length > a.length ? b : a), '');
  const before = compact.indexOf(longest) + longest.length;
  file(building.lookups.codes, compact, marker);
  building.longest = Math.max(building.longest, compact.length * 2);
  const key = digitKeyOf(building.arena, longest);
  addKey(building, key, { kind: 'code', before, after: compact.length - before });
}

function addMarker(building: Building, marker: Marker, position: number): void {
  const form = matchable(marker.value, marker.field);
  switch (form.kind) {
    case 'words':
      addText(building, marker.value, form.spacing, position);
      return;
    case 'code':
      addCode(building, form.compact, position);
      return;
    case 'phone':
    case 'number':
      addNumber(building, form, position);
      return;
  }
}

function fillTables(building: Building): ShapeSets {
  const { arena, keys } = building;
  const filterBits = powerOfTwo(Math.max(16 * keys.length, 32_768));
  const keySlots = powerOfTwo(Math.max(2 * keys.length, 64));
  const filter = reserve(arena, filterBits >> 3);
  const table = reserve(arena, keySlots * 4);
  const reach = Math.min(Math.max(building.longest, 32) + SLACK, MAX_REACH);
  arena.wasm.placeIndex(filter, filterBits, table, keySlots, building.shortest, reach);
  const sets = createShapeSets(keySlots);
  for (const [i, key] of keys.entries()) {
    const shape = building.shapes[i];
    if (shape !== undefined) sets.add(arena.wasm.addKey(key), shape);
  }
  return sets;
}

/** Lays the index of all markers out in the arena. Values without a letter or digit are left out. */
export function buildIndex(arena: Arena, markers: readonly Marker[]): MarkerIndex {
  const lookups: Record<LookupName, Lookup> = {
    loose: new Map(),
    strict: new Map(),
    numbers: new Map(),
    grouped: new Map(),
    national: new Map(),
    abroad: new Map(),
    codes: new Map(),
  };
  const building: Building = {
    ...{ arena, hash: wordHasher(arena), lookups, keys: [], shapes: [] },
    ...{ shortest: 250, longest: 0 },
  };
  for (const [position, marker] of markers.entries()) addMarker(building, marker, position);
  const sets = fillTables(building);
  return { ...lookups, shapesOf: sets.of };
}
