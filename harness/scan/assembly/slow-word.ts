import { lookUp } from './index-keys';
import { decodeAt, foldOf, putUnit, standsAlone } from './text';
import { hashWord, pairKey } from './word-hash';

const LIMIT: usize = 250;
let scratch: usize = 0;

export function placeScratch(at: usize): void {
  scratch = at;
}

function hashScratch(length: usize): u32 {
  for (let i: usize = 0; i < 16; i++) store<u8>(scratch + length + i, 0);
  return hashWord(scratch, length);
}

function finishWord(length: usize, start: usize, end: usize): void {
  if (length > 0) lookUp(hashScratch(length), start, end);
}

/**
 * A run of bytes with something outside ASCII in it: folds case, accents and compatibility forms, splits at
 * what is no letter after all (no-break spaces, dashes, quotes), and looks up each word. Of characters that are
 * words of their own, each two neighbours are looked up.
 */
export function slowWords(start: usize, end: usize): void {
  let length: usize = 0;
  let begin = start;
  let alone: u32 = 0;
  let aloneAt: usize = 0;
  let at = start;
  while (at < end) {
    const packed = decodeAt(at, end);
    const folded = foldOf(packed & 0xffffff);
    const next = at + <usize>(packed >> 24);
    const unit = folded & 0xffff;
    if (folded != 0 && folded != 0xffffffff && standsAlone(unit)) {
      finishWord(length, begin, at);
      length = 0;
      const hash = hashScratch(putUnit(scratch, unit) - scratch);
      if (alone != 0) lookUp(pairKey(alone, hash), aloneAt, next);
      alone = hash;
      aloneAt = at;
    } else if (folded == 0) {
      finishWord(length, begin, at);
      length = 0;
      alone = 0;
    } else if (folded != 0xffffffff) {
      if (length == 0) begin = at;
      alone = 0;
      if (length < LIMIT) length = putUnit(scratch + length, unit) - scratch;
      if (folded >> 16 != 0 && length < LIMIT) length = putUnit(scratch + length, folded >> 16) - scratch;
    }
    at = next;
  }
  finishWord(length, begin, end);
}
