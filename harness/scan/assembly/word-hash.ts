import { tailPtr } from './layout';

const K1: u64 = 0x9e3779b185ebca87;
const K2: u64 = 0xc2b2ae3d27d4eb4f;

/** Hash of at most 16 bytes. Bit 5 is set in every byte: that folds ASCII case and leaves digits alone. */
// @ts-ignore: decorator
@inline
export function hashShort(tail: usize, start: usize, length: usize): u32 {
  const v = v128.and(v128.or(v128.load(start), i8x16.splat(0x20)), v128.load(tail + (length << 4)));
  return <u32>((<u64>i64x2.extract_lane(v, 0) * K1 + <u64>i64x2.extract_lane(v, 1) * K2) >> 32);
}

function hashLong(start: usize, length: usize): u32 {
  let x: u32 = <u32>length;
  const end = start + min<usize>(length, 64);
  while (start < end) {
    const left = min<usize>(end - start, 16);
    x = (rotl<u32>(x, 13) ^ hashShort(tailPtr, start, left)) * 0x85ebca6b;
    start += 16;
  }
  return x;
}

/** Hash of a word's folded bytes; of a word beyond 64 bytes its first 64 and its length count. */
export function hashWord(start: usize, length: usize): u32 {
  return length <= 16 ? hashShort(tailPtr, start, length) : hashLong(start, length);
}

/** Key of two neighbouring characters of a script without spaces, by their hashes. */
export function pairKey(first: u32, second: u32): u32 {
  return (rotl<u32>(first, 13) ^ second) * 0x9e3779b1;
}

/** Key of the last eight digits of a run, in BCD, or of seven with the top four bits set. */
// @ts-ignore: decorator
@inline
export function digitKey(bcd: u32): u32 {
  const g = (bcd ^ 0x5bd1e995) * 0x85ebca6b;
  return (g ^ (g >> 15)) * 0xc2b2ae35;
}
