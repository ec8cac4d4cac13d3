import { filterMask, filterPtr, minWord, tailPtr } from './layout';
import { emit, inFilter, LONG, outBytes, probe, resetOut } from './index-keys';
import { hashShort, hashWord, pairKey } from './word-hash';
import { lastHash, lastStart, slowWords } from './slow-word';
import { endDigits, resetDigits, takeDigits } from './digit-runs';

/** From this many letters and digits on, a word may be base64: 16 hold 12 bytes. */
const LONG_WORD: usize = 16;

/** Which escapes the last pass saw: 1 '&', 2 '\', 4 '%', 8 a long word. */
export let signs: i32 = 0;

let previous: u32 = 0;
let previousStart: usize = 0;

/** Words beyond 16 bytes or outside ASCII. */
function rareWord(start: usize, end: usize, ascii: bool): void {
  if (end - start >= LONG_WORD) {
    signs |= 8;
    emit(LONG, start, end);
  }
  if (!ascii) {
    slowWords(start, end, previous, previousStart);
    previous = lastHash;
    previousStart = lastStart;
    return;
  }
  const hash = hashWord(start, end - start);
  if (inFilter(filterPtr, filterMask, hash)) probe(hash, start, end);
  const pair = pairKey(previous, hash);
  if (inFilter(filterPtr, filterMask, pair)) probe(pair, previousStart, end);
  previous = hash;
  previousStart = start;
}

// @ts-ignore: decorator
@inline
function alnum(v: v128): v128 {
  const letter = i8x16.lt_u(i8x16.sub(v128.or(v, i8x16.splat(0x20)), i8x16.splat(0x61)), i8x16.splat(26));
  return v128.or(v128.or(letter, digit(v)), v);
}

// @ts-ignore: decorator
@inline
function digit(v: v128): v128 {
  return i8x16.lt_u(i8x16.sub(v, i8x16.splat(0x30)), i8x16.splat(10));
}

// @ts-ignore: decorator
@inline
function bits(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    <u64>i8x16.bitmask(a) | (<u64>i8x16.bitmask(b) << 16) | (<u64>i8x16.bitmask(c) << 32) | (<u64>i8x16.bitmask(d) << 48)
  );
}

// @ts-ignore: decorator
@inline
function has(a: v128, b: v128, c: v128, d: v128, byte: i8): v128 {
  const s = i8x16.splat(byte);
  return v128.or(v128.or(i8x16.eq(a, s), i8x16.eq(b, s)), v128.or(i8x16.eq(c, s), i8x16.eq(d, s)));
}

/**
 * One pass over `length` bytes at `start`, with at least 80 zero bytes behind them and one before: every word,
 * every pair of neighbouring words and every run of digits is hashed and looked up; what is in the index is
 * listed. Answers with the bytes of the list.
 */
export function pass(start: usize, length: usize): usize {
  resetOut();
  resetDigits();
  signs = 0;
  previous = 0;
  previousStart = start;
  const end = start + length;
  const filter = filterPtr;
  const mask = filterMask;
  const tail = tailPtr;
  const shortest = <usize>minWord;
  let amp = i8x16.splat(0);
  let backslash = i8x16.splat(0);
  let percent = i8x16.splat(0);
  let prev: u32 = 0;
  let prevStart = start;
  let carry: u64 = 0;
  let wordStart: usize = 0;
  let wordAscii: bool = true;
  let digitsOpen: bool = false;
  for (let base = start; base < end + 1; base += 64) {
    const a = v128.load(base);
    const b = v128.load(base, 16);
    const c = v128.load(base, 32);
    const d = v128.load(base, 48);
    amp = v128.or(amp, has(a, b, c, d, 0x26));
    backslash = v128.or(backslash, has(a, b, c, d, 0x5c));
    percent = v128.or(percent, has(a, b, c, d, 0x25));
    const word = bits(alnum(a), alnum(b), alnum(c), alnum(d));
    const numeral = bits(digit(a), digit(b), digit(c), digit(d));
    const high = bits(a, b, c, d);
    if (numeral != 0 || digitsOpen) digitsOpen = takeDigits(numeral, base);
    let edges = word ^ ((word << 1) | carry);
    let inWord = carry != 0;
    carry = word >> 63;
    while (edges != 0) {
      const at = base + <usize>ctz(edges);
      if (!inWord) {
        wordStart = at;
        wordAscii = true;
        edges &= edges - 1;
        inWord = true;
        if (edges == 0) break;
        continue;
      }
      edges &= edges - 1;
      inWord = false;
      const size = at - wordStart;
      if (high != 0 && wordAscii) {
        const from = wordStart > base ? wordStart - base : 0;
        const upto = at - base;
        if (upto > from && ((high >> <u64>from) << (64 - <u64>(upto - from))) != 0) wordAscii = false;
      }
      if (size > 15 || !wordAscii) {
        previous = prev;
        previousStart = prevStart;
        rareWord(wordStart, at, wordAscii);
        prev = previous;
        prevStart = previousStart;
        continue;
      }
      const hash = hashShort(tail, wordStart, size);
      if (size >= shortest && inFilter(filter, mask, hash)) probe(hash, wordStart, at);
      const pair = pairKey(prev, hash);
      if (inFilter(filter, mask, pair)) probe(pair, prevStart, at);
      prev = hash;
      prevStart = wordStart;
    }
    if (carry != 0 && high != 0 && wordAscii) {
      const from = wordStart > base ? wordStart - base : 0;
      if (high >> <u64>from != 0) wordAscii = false;
    }
  }
  endDigits();
  if (v128.any_true(amp)) signs |= 1;
  if (v128.any_true(backslash)) signs |= 2;
  if (v128.any_true(percent)) signs |= 4;
  return outBytes();
}
