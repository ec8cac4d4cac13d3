import { foldTable, IGNORED, SEPARATOR, standsAlone } from './fold-table.js';
import { decodeAt, decodeBefore } from './utf8.js';

/**
 * Bytes to read; `limit` is the first address behind them. `cut` is the byte that stands where a piece was cut out
 * of a longer text, so that no value may begin or end there; -1 in a whole text.
 */
export interface Text {
  readonly bytes: Buffer;
  readonly limit: number;
  readonly cut: number;
}

/** `loose`: any of the separators that names and addresses are written with counts as one space. */
export type Spacing = 'loose' | 'strict';

/** Folded words that were read, and the address behind the last. Valid until the next reading: all share one buffer. */
export interface WordRun {
  readonly units: Uint16Array;
  /** Of `units`: how many were read. */
  readonly length: number;
  readonly count: number;
  readonly end: number;
}

/** Longest run of separators within one value: a line break and its indentation. */
const MAX_GAP = 64;
/** Separators that remain of it when whitespace is collapsed: "Dupont, J. - Lyon". */
const MAX_MARKS = 6;
/** Bytes that are read back to find where a word begins. */
const MAX_WORD = 512;

const fold = foldTable();

const foldOf = (code: number): number => (code > 0xffff ? SEPARATOR : (fold[code] ?? SEPARATOR));

/** The one unit that a byte of ASCII folds to; 0 for a separator, and for a byte that needs a closer look. */
const asciiFold = Uint16Array.from({ length: 256 }, (_, byte) => {
  const folded = byte < 0x80 ? foldOf(byte) : SEPARATOR;
  return folded > 0xffff ? 0 : folded;
});

const isWhitespace = (code: number): boolean =>
  code === 0x20 ||
  (code >= 9 && code <= 13) ||
  code === 0x85 ||
  code === 0xa0 ||
  (code >= 0x2000 && code <= 0x200a) ||
  code === 0x202f ||
  code === 0x205f ||
  code === 0x3000;

const SPACE = 0x20;
const LESS_THAN = 0x3c;
const looseMarks = new Set(Buffer.from(",.'-_/"));

/** Whitespace to one space, typographic quotes and dashes to ASCII; -1 where it cannot be inside a value. */
function markOf(code: number, spacing: Spacing): number {
  // Forms write a space as "+". Codes 0 and 1 end a text.
  if (code === SPACE || code === 0x2b || isWhitespace(code)) return SPACE;
  if (code <= 1 || code > 0xffff) return -1;
  const mark = code === 0x2018 || code === 0x2019 ? 0x27 : code >= 0x2010 && code <= 0x2015 ? 0x2d : code;
  return spacing === 'strict' || looseMarks.has(mark) ? mark : -1;
}

/** What is being read, unit by unit: one instance for all, since a string for each reading costs more than the rest. */
const units = new Uint16Array(8_192);
const narrow = Buffer.alloc(units.length);
let length = 0;

function put(unit: number): void {
  units[length] = unit;
  length += 1;
}

/** What was read, as a string. */
export function textOf({ units, length }: WordRun): string {
  for (let i = 0; i < length; i += 1) {
    const unit = units[i] ?? 0;
    if (unit > 0xff) return String.fromCharCode(...units.subarray(0, length));
    narrow[i] = unit;
  }
  return narrow.toString('latin1', 0, length);
}

/** Puts the folded word at `start`; answers with the address behind it. */
function readWord({ bytes, limit }: Text, start: number): number {
  let at = start;
  const from = length;
  while (at < limit && length < units.length - 2) {
    const plain = asciiFold[bytes[at] ?? 0] ?? 0;
    if (plain !== 0) {
      units[length++] = plain;
      at += 1;
      continue;
    }
    const packed = decodeAt(bytes, at, limit);
    const folded = foldOf(packed & 0xffffff);
    if (folded === SEPARATOR) return at;
    if (folded !== IGNORED) {
      const unit = folded & 0xffff;
      const alone = unit >= 0x80 && standsAlone(unit);
      if (alone && length > from) return at;
      put(unit);
      if (folded >>> 16 !== 0) put(folded >>> 16);
      if (alone) return at + (packed >>> 24);
    }
    at += packed >>> 24;
  }
  return at;
}

const commentCloses = Buffer.from('-->');

/**
 * The address behind the HTML comment at `at`; `at` where none begins or it ends too late. It shows as nothing: React
 * writes one between two values of a text, `Jeanne<!-- --> <!-- -->Dupont`.
 */
function behindComment(bytes: Buffer, at: number, limit: number): number {
  if (bytes[at + 1] !== 0x21 || bytes[at + 2] !== 0x2d || bytes[at + 3] !== 0x2d) return at;
  const closes = bytes.subarray(at, limit).indexOf(commentCloses);
  return closes < 0 ? at : at + closes + commentCloses.length;
}

/** Puts what stands between two words; answers with the address of the second, -1 where a value ends. */
function readGap({ bytes, limit }: Text, start: number, spacing: Spacing): number {
  const from = length;
  if (spacing === 'loose') put(SPACE);
  let marks = 0;
  let last = 0;
  const latest = Math.min(limit, start + MAX_GAP);
  for (let at = start; at < latest;) {
    const shown = bytes[at] === LESS_THAN ? behindComment(bytes, at, latest) : at;
    if (shown > at) {
      at = shown;
      continue;
    }
    const packed = decodeAt(bytes, at, limit);
    const folded = foldOf(packed & 0xffffff);
    if (folded === SEPARATOR) {
      const mark = markOf(packed & 0xffffff, spacing);
      if (mark < 0) break;
      if (mark !== SPACE || last !== SPACE) {
        if (marks === MAX_MARKS) break;
        marks += 1;
        if (spacing === 'strict') put(mark);
      }
      last = mark;
    } else if (folded !== IGNORED) {
      return at;
    }
    at += packed >>> 24;
  }
  length = from;
  return -1;
}

/**
 * Reads up to `count` folded words from `start`, which must be the first byte of a word. Between words stands
 * one space (loose), or what stood there with whitespace collapsed (strict). Stops early at a separator that
 * cannot belong to one value; answers with what was read so far.
 */
export function readWords(
  text: Text,
  start: number,
  how: { readonly count: number; readonly spacing: Spacing },
): WordRun {
  length = 0;
  let count = 0;
  let end = start;
  for (let at = start; at >= 0 && length < units.length / 2;) {
    const before = length;
    const wordEnd = readWord(text, at);
    if (length === before) break;
    end = wordEnd;
    count += 1;
    if (count >= how.count) break;
    at = readGap(text, end, how.spacing);
  }
  return { units, length, count, end };
}

/** Whether a run holds a character of ASCII. */
export function holds({ units: read, length: count }: WordRun, unit: number): boolean {
  for (let i = 0; i < count; i += 1) if (read[i] === unit) return true;
  return false;
}

function foldBefore(bytes: Uint8Array, at: number): number {
  return foldOf(decodeBefore(bytes, at) & 0xffffff);
}

/** Steps back over what is (or is not) part of a word; -1 where it takes too long or the text ends. */
function stepBack(bytes: Uint8Array, from: number, overWord: boolean): number {
  const least = from - (overWord ? MAX_WORD : MAX_GAP);
  let at = from;
  while (at > least) {
    if (overWord && (asciiFold[bytes[at - 1] ?? 0] ?? 0) !== 0) {
      at -= 1;
      continue;
    }
    const packed = decodeBefore(bytes, at);
    const folded = foldOf(packed & 0xffffff);
    const isWord = folded !== SEPARATOR && folded !== IGNORED;
    if (overWord ? folded === SEPARATOR || (isWord && standsAlone(folded & 0xffff)) : isWord) return at;
    if (!overWord && (packed & 0xffffff) <= 1) return -1;
    at -= packed >>> 24;
  }
  return -1;
}

/** Where the word begins that stands `count` words before the one at `start`; -1 where there is none. */
export function wordBefore(bytes: Uint8Array, start: number, count: number): number {
  let at = start;
  for (let left = count; left > 0 && at >= 0; left -= 1) {
    const end = stepBack(bytes, at, false);
    if (end < 0) return -1;
    const alone = standsAlone(foldBefore(bytes, end) & 0xffff);
    at = alone ? end - (decodeBefore(bytes, end) >>> 24) : stepBack(bytes, end, true);
  }
  return at;
}
