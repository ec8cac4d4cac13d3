/**
 * Class of each byte, by a look-up of its two halves (Langdale and Lemire's "vectorized classification"):
 * 1, 2 letters, 4 digits, 8 "&", 16 "%", 32 "\", 64 outside ASCII.
 */
// @ts-ignore: decorator
@inline
export function classify(v: v128): v128 {
  const low = i8x16(70, 71, 71, 71, 71, 87, 79, 71, 71, 71, 67, 65, 97, 65, 65, 65);
  const high = i8x16(0, 0, 24, 4, 1, 34, 1, 2, 64, 64, 64, 64, 64, 64, 64, 64);
  return v128.and(
    i8x16.swizzle(low, v128.and(v, i8x16.splat(15))),
    i8x16.swizzle(high, i8x16.shr_u(v, 4)),
  );
}

/** A bit for each byte of the four vectors whose class is a letter, a digit or outside ASCII. */
// @ts-ignore: decorator
@inline
export function wordBits(a: v128, b: v128, c: v128, d: v128): u64 {
  const kept = i8x16.splat(0x47);
  const zero = i8x16.splat(0);
  return joined(
    i8x16.gt_s(v128.and(a, kept), zero),
    i8x16.gt_s(v128.and(b, kept), zero),
    i8x16.gt_s(v128.and(c, kept), zero),
    i8x16.gt_s(v128.and(d, kept), zero),
  );
}

// @ts-ignore: decorator
@inline
export function digitBits(a: v128, b: v128, c: v128, d: v128): u64 {
  return joined(i16x8.shl(a, 5), i16x8.shl(b, 5), i16x8.shl(c, 5), i16x8.shl(d, 5));
}

/** The top bit of every byte of the four vectors. */
// @ts-ignore: decorator
@inline
export function joined(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    <u64>i8x16.bitmask(a) | (<u64>i8x16.bitmask(b) << 16) | (<u64>i8x16.bitmask(c) << 32) | (<u64>i8x16.bitmask(d) << 48)
  );
}

// @ts-ignore: decorator
@inline
function reach(run: u64, behind: u64, step: u64): u64 {
  return run & ((run >> step) | (behind << (64 - step)));
}

/** Bits at which a run of at least five set bits begins; `next` are the 64 bits behind. */
// @ts-ignore: decorator
@inline
export function runsOfFive(bits: u64, next: u64): u64 {
  const two = next & (next >> 1);
  return reach(reach(reach(bits, next, 1), two, 2), two & (two >> 2), 1);
}

/** Likewise of sixteen. */
// @ts-ignore: decorator
@inline
export function runsOfSixteen(bits: u64, next: u64): u64 {
  const two = next & (next >> 1);
  const four = two & (two >> 2);
  return reach(reach(reach(reach(bits, next, 1), two, 2), four, 4), four & (four >> 4), 8);
}

/** Likewise of `least`, 1 to 64. */
export function runsOf(bits: u64, next: u64, least: u32): u64 {
  let run = bits;
  let behind = next;
  let have: u32 = 1;
  while (have < least) {
    const step = min<u32>(have, least - have);
    run = reach(run, behind, step);
    behind &= behind >> step;
    have += step;
  }
  return run;
}
