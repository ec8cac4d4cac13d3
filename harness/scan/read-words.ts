import { foldTable, IGNORED, SEPARATOR, standsAlone } from './fold-table.js';
import { decodeAt, decodeBefore } from './utf8.js';

/** Bytes to read; `limit` is the first address behind them. */
export interface Text {
  readonly bytes: Uint8Array;
  readonly limit: number;
}

/** `loose`: any of the separators that names and addresses are written with counts as one space. */
export type Spacing = 'loose' | 'strict';

/** Folded words that were read, one by one and as one text, and the address behind the last. */
export interface WordRun {
  readonly text: string;
  readonly words: readonly string[];
  readonly end: number;
}

/** Longest run of separators within one value: a line break and its indentation. */
const MAX_GAP = 64;
/** Separators that remain of it when whitespace is collapsed: "Dupont, J. - Lyon". */
const MAX_MARKS = 5;
/** Bytes that are read back to find where a word begins. */
const MAX_WORD = 512;

const fold = foldTable();

const foldOf = (code: number): number => (code > 0xffff ? SEPARATOR : (fold[code] ?? SEPARATOR));

const isWhitespace = (code: number): boolean =>
  code === 0x20 ||
  (code >= 9 && code <= 13) ||
  code === 0x85 ||
  code === 0xa0 ||
  (code >= 0x2000 && code <= 0x200a) ||
  code === 0x202f ||
  code === 0x205f ||
  code === 0x3000;

/** Whitespace to one space, typographic quotes and dashes to ASCII; null where it cannot be inside a loose value. */
function markOf(code: number, spacing: Spacing): string | null {
  // Forms write a space as "+".
  if (isWhitespace(code) || code === 0x2b) return ' ';
  if (code === 0x2018 || code === 0x2019) return "'";
  if (code >= 0x2010 && code <= 0x2015) return '-';
  const char = String.fromCodePoint(code);
  return spacing === 'strict' || ",.'-_/".includes(char) ? char : null;
}

/** The folded word at `start`, "" where there is none, and the address behind it. */
function readWord({ bytes, limit }: Text, start: number): { readonly word: string; readonly end: number } {
  let word = '';
  let at = start;
  while (at < limit) {
    const first = bytes[at] ?? 0;
    const packed = first < 0x80 ? first | 0x1000000 : decodeAt(bytes, at, limit);
    const folded = foldOf(packed & 0xffffff);
    if (folded === SEPARATOR) break;
    if (folded !== IGNORED) {
      const unit = folded & 0xffff;
      if (unit >= 0x80 && standsAlone(unit)) {
        return word === ''
          ? { word: String.fromCharCode(unit), end: at + (packed >>> 24) }
          : { word, end: at };
      }
      word += String.fromCharCode(unit);
      if (folded >>> 16 !== 0) word += String.fromCharCode(folded >>> 16);
    }
    at += packed >>> 24;
  }
  return { word, end: at };
}

/** What stands between two words, whitespace collapsed, and where the next word begins; null where a value ends. */
function readGap(
  { bytes, limit }: Text,
  start: number,
  spacing: Spacing,
): { readonly gap: string; readonly next: number } | null {
  let gap = '';
  let at = start;
  while (at < limit) {
    const packed = decodeAt(bytes, at, limit);
    const code = packed & 0xffffff;
    const folded = foldOf(code);
    if (folded === SEPARATOR) {
      const mark = markOf(code, spacing);
      if (mark === null || code <= 1) return null;
      if (mark !== ' ' || !gap.endsWith(' ')) gap += mark;
      if (at - start >= MAX_GAP || gap.length > MAX_MARKS) return null;
    } else if (folded !== IGNORED) {
      return { gap, next: at };
    }
    at += packed >>> 24;
  }
  return null;
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
  const words: string[] = [];
  let all = '';
  let at = start;
  let end = start;
  while (words.length < how.count) {
    const read = readWord(text, at);
    if (read.word === '') break;
    all += read.word;
    words.push(read.word);
    end = read.end;
    const gap = words.length < how.count ? readGap(text, end, how.spacing) : null;
    if (gap === null) break;
    all += how.spacing === 'loose' ? ' ' : gap.gap;
    at = gap.next;
  }
  return { text: all, words, end };
}

function foldBefore(bytes: Uint8Array, at: number): number {
  return foldOf(decodeBefore(bytes, at) & 0xffffff);
}

/** Steps back over what is (or is not) part of a word; -1 where it takes too long or the text ends. */
function stepBack(bytes: Uint8Array, from: number, overWord: boolean): number {
  const least = from - (overWord ? MAX_WORD : MAX_GAP);
  let at = from;
  while (at > least) {
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
