import { foldTable, IGNORED, SEPARATOR, standsAlone } from './fold-table.js';
import { decodeAt, decodeBefore } from './utf8.js';

/** `loose`: any of the separators that names and addresses are written with counts as one space. */
export type Spacing = 'loose' | 'strict';

/** Folded words that were read, and the address behind the last. */
export interface WordRun {
  text: string;
  count: number;
  end: number;
}

/** Longest run of separators within one value: a line break and its indentation. */
const MAX_GAP = 64;
/** Marks beside spaces that may stand between two words: "Dupont, J. - Lyon". */
const MAX_MARKS = 3;

/** Bytes that are read back to find where a word begins. */
const MAX_WORD = 512;

const fold = foldTable();

/** Whitespace to one space, typographic quotes and dashes to ASCII; null where it cannot be inside a loose value. */
function separator(code: number, spacing: Spacing): string | null {
  if (code === 0x20 || (code >= 9 && code <= 13) || code === 0xa0 || (code >= 0x2000 && code <= 0x200a)) return ' ';
  if (code === 0x202f || code === 0x205f || code === 0x3000 || code === 0x85) return ' ';
  if (code === 0x2018 || code === 0x2019) return "'";
  if (code >= 0x2010 && code <= 0x2015) return '-';
  const char = String.fromCodePoint(code);
  // Forms write a space as "+".
  if (char === '+') return ' ';
  return spacing === 'strict' || ",.'-_/".includes(char) ? char : null;
}

function widen(gap: string, mark: string): string {
  return mark === ' ' && gap.endsWith(' ') ? gap : gap + mark;
}

/**
 * Reads up to `count` folded words from `start`, which must be the first byte of a word. Between words stands
 * one space (loose), or what stood there with whitespace collapsed (strict). Stops early at a separator that
 * cannot belong to one value; answers with what was read so far.
 */
export function readWords(bytes: Uint8Array, start: number, limit: number, count: number, spacing: Spacing): WordRun {
  const run: WordRun = { text: '', count: 0, end: start };
  let word = '';
  let gap = '';
  let gapBytes = 0;
  const take = (end: number): void => {
    run.text += (run.count === 0 ? '' : spacing === 'loose' ? ' ' : gap) + word;
    run.count += 1;
    run.end = end;
    word = '';
    gap = '';
    gapBytes = 0;
  };
  let at = start;
  while (at < limit) {
    const first = bytes[at] ?? 0;
    const packed = first < 0x80 ? first | 0x1000000 : decodeAt(bytes, at, limit);
    const code = packed & 0xffffff;
    const folded = code > 0xffff ? SEPARATOR : (fold[code] ?? SEPARATOR);
    if (folded === SEPARATOR) {
      if (word !== '') take(at);
      if (run.count === count) return run;
      const mark = separator(code, spacing);
      gapBytes += 1;
      if (mark === null || code <= 1 || gapBytes > MAX_GAP) return run;
      gap = widen(gap, mark);
      if (gap.length > MAX_MARKS + 2) return run;
    } else if (folded !== IGNORED) {
      const unit = folded & 0xffff;
      const alone = standsAlone(unit);
      if (alone && word !== '') take(at);
      if (run.count === count) return run;
      word += String.fromCharCode(unit) + (folded >>> 16 === 0 ? '' : String.fromCharCode(folded >>> 16));
      if (alone) take(at + (packed >>> 24));
      if (run.count === count) return run;
    }
    at += packed >>> 24;
  }
  if (word !== '') take(at);
  return run;
}

/** Where the word begins that stands `count` words before the one at `start`; -1 where there is none. */
export function wordBefore(bytes: Uint8Array, start: number, count: number): number {
  let at = start;
  for (let left = count; left > 0; left -= 1) {
    const wordEnd = skipBack(bytes, at, (folded, code) => (folded === SEPARATOR || folded === IGNORED) && code > 1);
    if (at - wordEnd > MAX_GAP) return -1;
    const last = foldBefore(bytes, wordEnd);
    if (last === SEPARATOR) return -1;
    if (standsAlone(last & 0xffff) && last !== IGNORED) at = wordEnd - (decodeBefore(bytes, wordEnd) >>> 24);
    else at = skipBack(bytes, wordEnd, (folded) => folded === IGNORED || (folded !== SEPARATOR && !standsAlone(folded & 0xffff)));
  }
  return at;
}

function foldBefore(bytes: Uint8Array, at: number): number {
  const code = decodeBefore(bytes, at) & 0xffffff;
  return code > 0xffff ? SEPARATOR : (fold[code] ?? SEPARATOR);
}

function skipBack(bytes: Uint8Array, from: number, over: (folded: number, code: number) => boolean): number {
  let at = from;
  while (from - at <= MAX_WORD && over(foldBefore(bytes, at), decodeBefore(bytes, at) & 0xffffff)) {
    at -= decodeBefore(bytes, at) >>> 24;
  }
  return at;
}
