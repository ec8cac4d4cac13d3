import { filterMask, filterPtr, minWord } from './layout';
import { inFilter, probe } from './index-keys';
import { decodeAt, foldOf, putUnit, standsAlone } from './text';
import { hashWord, pairKey } from './word-hash';

/** The last word that was looked up: its hash, and where it begins. */
export let lastHash: u32 = 0;
export let lastStart: usize = 0;

const LIMIT: usize = 250;
let scratch: usize = 0;

export function placeScratch(at: usize): void {
  scratch = at;
}

function lookUp(length: usize, start: usize, end: usize): void {
  for (let i: usize = 0; i < 16; i++) store<u8>(scratch + length + i, 0);
  const hash = hashWord(scratch, length);
  if (<i32>length >= minWord && inFilter(filterPtr, filterMask, hash)) probe(hash, start, end);
  const pair = pairKey(lastHash, hash);
  if (inFilter(filterPtr, filterMask, pair)) probe(pair, lastStart, end);
  lastHash = hash;
  lastStart = start;
}

/**
 * A run of bytes with something outside ASCII in it: folds case, accents and compatibility forms, splits at
 * what is no letter after all (no-break spaces, dashes, quotes), and looks up each word.
 */
export function slowWords(start: usize, end: usize, previous: u32, previousStart: usize): void {
  lastHash = previous;
  lastStart = previousStart;
  let length: usize = 0;
  let begin = start;
  let at = start;
  while (at < end) {
    const packed = decodeAt(at, end);
    const folded = foldOf(packed & 0xffffff);
    const next = at + (packed >> 24);
    if (folded == 0) {
      if (length > 0) lookUp(length, begin, at);
      length = 0;
    } else if (folded != 0xffffffff) {
      const unit = folded & 0xffff;
      if (standsAlone(unit)) {
        if (length > 0) lookUp(length, begin, at);
        putUnit(scratch, unit);
        lookUp(3, at, next);
        length = 0;
      } else {
        if (length == 0) begin = at;
        if (length < LIMIT) length = putUnit(scratch + length, unit) - scratch;
        if (folded >> 16 != 0 && length < LIMIT) length = putUnit(scratch + length, folded >> 16) - scratch;
      }
    }
    at = next;
  }
  if (length > 0) lookUp(length, begin, end);
}
