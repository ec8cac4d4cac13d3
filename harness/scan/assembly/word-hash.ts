import { tailPtr } from './layout';

const K1: u64 = 0x9e3779b185ebca87;
const K2: u64 = 0xc2b2ae3d27d4eb4f;
const K3: u64 = 0x165667b19e3779f9;

// @ts-ignore: decorator
@inline
function finish(x: u64): u32 {
  x ^= x >> 29;
  x *= K3;
  const h = <u32>(x >> 32);
  return h == 0 ? 1 : h;
}

/** Hash of at most 16 bytes. Bit 5 is set in every byte: that folds ASCII case and leaves digits alone. */
// @ts-ignore: decorator
@inline
export function hashShort(tail: usize, start: usize, length: usize): u32 {
  const v = v128.and(v128.or(v128.load(start), i8x16.splat(0x20)), v128.load(tail + (length << 4)));
  return finish(<u64>i64x2.extract_lane(v, 0) * K1 + <u64>i64x2.extract_lane(v, 1) * K2);
}

function hashLong(start: usize, length: usize): u32 {
  const fold = i8x16.splat(0x20);
  let x: u64 = length;
  const end = start + min<usize>(length, 64);
  while (start < end) {
    const left = min<usize>(end - start, 16);
    const v = v128.and(v128.or(v128.load(start), fold), v128.load(tailPtr + (left << 4)));
    x = rotl<u64>(x, 27) * K3 + <u64>i64x2.extract_lane(v, 0) * K1 + <u64>i64x2.extract_lane(v, 1) * K2;
    start += 16;
  }
  return finish(x);
}

/** Hash of a word's folded bytes; of a word beyond 64 bytes its first 64 and its length count. Never 0. */
export function hashWord(start: usize, length: usize): u32 {
  return length <= 16 ? hashShort(tailPtr, start, length) : hashLong(start, length);
}

/** Key of two neighbouring words. Never 0. */
// @ts-ignore: decorator
@inline
export function pairKey(first: u32, second: u32): u32 {
  let g = (rotl<u32>(first, 13) ^ second) * 0x9e3779b1;
  g ^= g >> 15;
  return g | 1;
}

/** Key of the last eight digits of a run, in BCD. Never 0. */
// @ts-ignore: decorator
@inline
export function digitKey(bcd: u32): u32 {
  let g = (bcd ^ 0x5bd1e995) * 0x85ebca6b;
  g ^= g >> 13;
  return g | 1;
}
