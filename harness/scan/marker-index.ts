import type { Marker } from '../model/marker.js';
import { reserve, seal } from './arena.js';
import type { Arena } from './arena.js';
import { standsAlone } from './fold-table.js';
import { matchable } from './matchable.js';
import type { Matchable } from './matchable.js';
import { significant } from './phone.js';
import { createRarity } from './rarity.js';
import type { Rarity } from './rarity.js';
import { readValue, wordBounds } from './read-value.js';
import { textOf } from './read-words.js';
import type { Spacing } from './read-words.js';
import { createShapeSets } from './shapes.js';
import type { Shape } from './shapes.js';
import { createTextTable } from './text-table.js';
import type { TextTable } from './text-table.js';

/** Positions in the list of markers, by what is read from a body. */
export interface MarkerIndex {
  readonly loose: TextTable;
  readonly strict: TextTable;
  /** Digits of numbers that are written in one piece. */
  readonly numbers: TextTable;
  /** Digits of phone numbers, as given but without "+" and separators, and of all that is written in groups. */
  readonly grouped: TextTable;
  /** Significant digits of phone numbers given without, and with, a country code. */
  readonly national: TextTable;
  readonly abroad: TextTable;
  readonly codes: TextTable;
  /** What to read at a candidate of this slot. */
  readonly shapesOf: (slot: number) => readonly Shape[];
  /** The only marker that a candidate of this slot can be; -1 where there are several. */
  readonly soleAt: (slot: number) => number;
}

type LookupName = Exclude<keyof MarkerIndex, 'shapesOf' | 'soleAt'>;

interface Building {
  readonly arena: Arena;
  readonly hash: (word: string) => number;
  readonly rarity: Rarity;
  readonly lookups: Record<LookupName, TextTable>;
  readonly keys: number[];
  readonly shapes: Shape[];
  /** Whose each key is: position in the list of markers. */
  readonly owners: number[];
  /** In bytes: the shortest word that is a key, the longest value. */
  shortest: number;
  longest: number;
  /** Whether a value holds "&". */
  ampersands: boolean;
}

const SCRATCH = 1_024;
/** Bytes around an escape that may belong to one marker, beside the marker itself: line breaks, indentation. */
const SLACK = 64;
const MAX_REACH = 512;

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

function addKey(building: Building, key: number, shape: Shape, marker: number): void {
  building.keys.push(key);
  building.shapes.push(shape);
  building.owners.push(marker);
}

/** A value's key, and how many of its words stand before the one that the key is made of. */
interface Key {
  readonly key: number;
  readonly before: number;
}

/** Characters that are words of their own are found by the first two that stand side by side. */
function pairOf({ arena, hash }: Building, folded: string): Key | null {
  const { bounds, count } = wordBounds(folded);
  for (let i = 0; i + 1 < count; i += 1) {
    const at = bounds[2 * i] ?? 0;
    const next = bounds[2 * i + 2] ?? 0;
    if (!standsAlone(folded.charCodeAt(at)) || !standsAlone(folded.charCodeAt(next))) continue;
    return { key: arena.wasm.pairKey(hash(folded.charAt(at)), hash(folded.charAt(next))), before: i };
  }
  return null;
}

/** The word to find a value by is its rarest one of at least so many letters: common ones cost a second look. */
const KEY_LETTERS = 5;

function rarestOf(building: Building, folded: string): Key {
  const { bounds, count } = wordBounds(folded);
  let best = 0;
  let bestLength = 0;
  let bestCount = 0;
  for (let i = 0; i < count; i += 1) {
    const start = bounds[2 * i] ?? 0;
    const length = (bounds[2 * i + 1] ?? 0) - start;
    const held = building.rarity.countOf(folded, start, start + length);
    const more = Math.min(length, KEY_LETTERS) - Math.min(bestLength, KEY_LETTERS);
    if (more < 0 || (more === 0 && (held > bestCount || (held === bestCount && length <= bestLength))))
      continue;
    best = i;
    bestLength = length;
    bestCount = held;
  }
  building.shortest = Math.min(building.shortest, bestLength);
  return { key: building.hash(folded.slice(bounds[2 * best], bounds[2 * best + 1])), before: best };
}

const NAME = /^(\p{L}{2,}) (\p{L}{2,})$/u;
const WITHOUT_SPACES = /[\u0e00-\u0eff\u2e80-\uffff]/;

function addText(building: Building, { folded, count, spacing }: ReadText, marker: number): void {
  building.longest = Math.max(building.longest, 2 * folded.length);
  building.ampersands ||= folded.includes('&');
  building.lookups[spacing].add(folded, marker);
  const { key, before } =
    (WITHOUT_SPACES.test(folded) ? pairOf(building, folded) : null) ?? rarestOf(building, folded);
  addKey(building, key, { kind: 'words', count, before, spacing }, marker);
  if (spacing !== 'loose' || count !== 2 || !NAME.test(folded)) return;
  // "Dupont Jeanne" for "Jeanne Dupont": found by the same word.
  building.lookups.loose.add(folded.replace(NAME, '$2 $1'), marker);
  addKey(building, key, { kind: 'words', count, before: 1 - before, spacing }, marker);
}

type Numeral = Extract<Matchable, { digits: string }>;

function addNumber(building: Building, value: Numeral, marker: number): void {
  const { lookups, arena } = building;
  building.longest = Math.max(building.longest, value.digits.length * 3);
  let ending = value.digits;
  if (value.kind === 'phone') {
    const bare = significant(value.digits, value.international);
    lookups.grouped.add(value.digits, marker);
    (value.international ? lookups.abroad : lookups.national).add(bare, marker);
    ending = bare;
  } else {
    (value.grouped ? lookups.grouped : lookups.numbers).add(value.digits, marker);
  }
  addKey(building, digitKeyOf(arena, ending), { kind: 'digits' }, marker);
}

function addCode(building: Building, compact: string, marker: number): void {
  const longest = (compact.match(/\d+/g) ?? []).reduce((a, b) => (b.length > a.length ? b : a), '');
  const before = compact.indexOf(longest) + longest.length;
  building.lookups.codes.add(compact, marker);
  building.longest = Math.max(building.longest, compact.length * 2);
  const key = digitKeyOf(building.arena, longest);
  addKey(building, key, { kind: 'code', before, after: compact.length - before }, marker);
}

/** A value that is searched for word by word, as it was read. */
interface ReadText {
  readonly kind: 'text';
  readonly spacing: Spacing;
  readonly folded: string;
  readonly count: number;
}

type Read = ReadText | Exclude<Matchable, { kind: 'words' }>;

/** Longer texts are prose, not values. */
const MAX_WORDS = 200;

function readMarker({ value, field }: Marker): Read | null {
  const form = matchable(value, field);
  if (form.kind !== 'words') return form;
  const run = readValue(value, form.spacing);
  if (run === null || run.count > MAX_WORDS) return null;
  return { kind: 'text', spacing: form.spacing, folded: textOf(run), count: run.count };
}

function addMarker(building: Building, read: Read, position: number): void {
  switch (read.kind) {
    case 'text':
      addText(building, read, position);
      return;
    case 'code':
      addCode(building, read.compact, position);
      return;
    case 'phone':
    case 'number':
      addNumber(building, read, position);
      return;
  }
}

const NOBODY = 0;
const SEVERAL = -1;

function fillTables(building: Building): Pick<MarkerIndex, 'shapesOf' | 'soleAt'> {
  const { arena, keys } = building;
  // 16 bits for each key: one word in sixteen that is no key is looked up in vain.
  const filterLog = Math.max(10, Math.ceil(Math.log2(keys.length / 2)));
  const keySlots = 2 ** Math.max(6, Math.ceil(Math.log2(2 * keys.length)));
  const filter = reserve(arena, 4 * 2 ** filterLog);
  const table = reserve(arena, 4 * keySlots);
  const reach = Math.min(Math.max(building.longest, 32) + SLACK, MAX_REACH);
  arena.wasm.placeIndex(filter, filterLog, table, keySlots, building.shortest, reach, building.ampersands);
  const sets = createShapeSets(keySlots);
  /** The marker at each slot, counted from 1. */
  const sole = new Int32Array(keySlots);
  for (const [i, key] of keys.entries()) {
    const shape = building.shapes[i];
    if (shape === undefined) continue;
    const slot = arena.wasm.addKey(key);
    const marker = (building.owners[i] ?? 0) + 1;
    sets.add(slot, shape);
    sole[slot] = sole[slot] === NOBODY || sole[slot] === marker ? marker : SEVERAL;
  }
  return { shapesOf: sets.of, soleAt: (slot) => Math.max((sole[slot] ?? 0) - 1, SEVERAL) };
}

function emptyLookups(): Record<LookupName, TextTable> {
  return {
    loose: createTextTable(),
    strict: createTextTable(),
    numbers: createTextTable(),
    grouped: createTextTable(),
    national: createTextTable(),
    abroad: createTextTable(),
    codes: createTextTable(),
  };
}

/** Lays the index of all markers out in the arena. Values that `readValue` cannot read are left out. */
export function buildIndex(arena: Arena, markers: readonly Marker[]): MarkerIndex {
  const lookups = emptyLookups();
  const building: Building = {
    arena,
    hash: wordHasher(arena),
    rarity: createRarity(),
    lookups,
    keys: [],
    shapes: [],
    owners: [],
    shortest: KEY_LETTERS,
    longest: 0,
    ampersands: false,
  };
  const reads = markers.map(readMarker);
  for (const read of reads) if (read?.kind === 'text') building.rarity.add(read.folded);
  for (const [position, read] of reads.entries()) if (read !== null) addMarker(building, read, position);
  const tables = fillTables(building);
  arena.free = seal(arena, arena.free);
  return { ...lookups, ...tables };
}
