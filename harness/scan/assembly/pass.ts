import { filterPtr, filterShift, listPtr, minWord, tailPtr } from './layout';
import { classify, digitBits, runsOf, runsOfFive, runsOfSixteen, wordBits } from './classes';
import { emit, filterBit, LONG, lookUp, outBytes, probe, resetOut } from './index-keys';
import { hashShort, hashWord } from './word-hash';
import { slowWords } from './slow-word';
import { endDigits, resetDigits, takeDigits } from './digit-runs';

/** From this many letters and digits on, a word may be base64: 16 hold 12 bytes. */
const LONG_WORD: usize = 16;
/** Blocks of 64 bytes whose words are listed before they are hashed: the list stays in the first cache. */
const STRETCH: usize = 64 * 64;

/** Which escapes the last pass saw: 1 '&', 2 '\', 4 '%', 8 a long word. */
export let signs: i32 = 0;

let listEnd: usize = 0;
let wordIsAscii: bool = true;

/** Where the word at `start` ends; notes whether it is all ASCII. The zero bytes behind a text end its last word. */
function wordEnd(start: usize): usize {
  const zero = i8x16.splat(0);
  let at = start;
  let high: u32 = 0;
  let length: u32 = 16;
  while (length == 16) {
    const v = v128.load(at);
    const word = <u32>i8x16.bitmask(i8x16.gt_s(v128.and(classify(v), i8x16.splat(0x47)), zero));
    length = ctz<u32>(~word & 0x1ffff);
    high |= <u32>i8x16.bitmask(v) & ((1 << length) - 1);
    at += length;
  }
  wordIsAscii = high == 0;
  return at;
}

/** Words of 16 bytes and more, or outside ASCII. */
function rareWord(start: usize, end: usize): void {
  if (end - start >= LONG_WORD) {
    signs |= 8;
    emit(LONG, start, end);
  }
  if (wordIsAscii) lookUp(hashWord(start, end - start), start, end);
  else slowWords(start, end);
}

// @ts-ignore: decorator
@inline
function listWord(list: usize, starts: u64, bits: u64, next: u64, base: usize): void {
  const at = ctz(starts);
  // Shifted twice: a shift by 64 would be one by 0.
  const length = ctz(~((bits >> at) | ((next << 1) << (63 - at))));
  store<u64>(list, <u64>(base + <usize>at) | (length << 32));
}

/**
 * Lists the words that begin in a block, as start and length; `starts` has a bit for each. Four at a time
 * whether they are there or not: a branch for each would be mispredicted once in every block.
 */
// @ts-ignore: decorator
@inline
function listWords(starts: u64, bits: u64, next: u64, base: usize): void {
  let list = listEnd;
  listEnd += <usize>popcnt(starts) << 3;
  while (starts != 0) {
    listWord(list, starts, bits, next, base);
    starts &= starts - 1;
    listWord(list + 8, starts, bits, next, base);
    starts &= starts - 1;
    listWord(list + 16, starts, bits, next, base);
    starts &= starts - 1;
    listWord(list + 24, starts, bits, next, base);
    starts &= starts - 1;
    list += 32;
  }
}

/** Takes words of 16 bytes and more, and those outside ASCII, out of `starts`; answers with the rest. */
function takeRare(starts: u64, long: u64, base: usize): u64 {
  let rest = starts;
  while (starts != 0) {
    const at = ctz(starts);
    const start = base + <usize>at;
    const end = wordEnd(start);
    if (!wordIsAscii || ((long >> at) & 1) != 0) {
      rest &= ~(<u64>1 << at);
      rareWord(start, end);
    }
    starts &= starts - 1;
  }
  return rest;
}

/** Hashes the listed words without a branch, keeps those that pass the filter, and looks these up. */
function lookUpList(): void {
  const filter = filterPtr;
  const shift = filterShift;
  const tail = tailPtr;
  const first = listPtr;
  const end = listEnd;
  let kept = first;
  for (let at = first; at < end; at += 8) {
    const entry = load<u64>(at);
    const key = hashShort(tail, <usize>(<u32>entry), <usize>(entry >> 32));
    store<u64>(kept, entry);
    kept += <usize>(filterBit(filter, shift, key) << 3);
  }
  for (let at = first; at < kept; at += 8) {
    const start = <usize>load<u32>(at);
    const length = <usize>load<u32>(at, 4);
    probe(hashShort(tail, start, length), start, start + length);
  }
  listEnd = first;
}

/**
 * One pass over `length` bytes at `start`, with at least 128 zero bytes behind them and one before: every word of
 * `minWord` bytes and every run of digits is hashed and looked up; what is in the index is listed. Answers with
 * the bytes of the list.
 */
export function pass(start: usize, length: usize): usize {
  resetOut();
  resetDigits();
  signs = 0;
  listEnd = listPtr;
  const textEnd = start + length;
  const least = <u32>minWord;
  let seen = i8x16.splat(0);
  let digitsBefore: u64 = 0;
  // Words are listed one block late, when it is known how far they reach.
  let bits: u64 = 0;
  let high: bool = false;
  let wordBefore: u64 = 0;
  let stretchEnd = start + STRETCH;
  for (let base = start; base < textEnd + 64; base += 64) {
    const a = v128.load(base);
    const b = v128.load(base, 16);
    const c = v128.load(base, 32);
    const d = v128.load(base, 48);
    const ka = classify(a);
    const kb = classify(b);
    const kc = classify(c);
    const kd = classify(d);
    const any = v128.or(v128.or(ka, kb), v128.or(kc, kd));
    seen = v128.or(seen, any);
    const next = wordBits(ka, kb, kc, kd);
    const digits = digitBits(ka, kb, kc, kd);
    const nextHigh = has(any, 64);
    takeDigits(digitsBefore, digits, base);
    digitsBefore = digits;
    const enough = least == 5 ? runsOfFive(bits, next) : runsOf(bits, next, least);
    let starts = enough & ~((bits << 1) | wordBefore);
    const long = runsOfSixteen(bits, next) & starts;
    if (high || nextHigh) starts = takeRare(starts, long, base - 64);
    else if (long != 0) starts ^= long ^ takeRare(long, long, base - 64);
    listWords(starts, bits, next, base - 64);
    wordBefore = bits >> 63;
    bits = next;
    high = nextHigh;
    if (base >= stretchEnd) {
      lookUpList();
      stretchEnd = base + STRETCH;
    }
  }
  lookUpList();
  endDigits();
  if (has(seen, 8)) signs |= 1;
  if (has(seen, 32)) signs |= 2;
  if (has(seen, 16)) signs |= 4;
  return outBytes();
}

// @ts-ignore: decorator
@inline
function has(seen: v128, kind: i8): bool {
  return v128.any_true(v128.and(seen, i8x16.splat(kind)));
}
