import { runsOf } from './classes';
import { lookUp } from './index-keys';
import { digitKey } from './word-hash';

/** Bytes that may stand between two groups of one number. */
const MAX_GAP: usize = 3;

let bcd: u64 = 0;
let count: i32 = 0;
let groupEnd: usize = 0;
let open: bool = false;
/** Where the last block that was taken ends. */
let takenUpTo: usize = 0;

export function resetDigits(): void {
  bcd = 0;
  count = 0;
  groupEnd = 0;
  open = false;
  takenUpTo = 0;
}

/** Space, tab, line ends, ( ) + - . / and the bytes of no-break spaces and dashes in UTF-8. */
// @ts-ignore: decorator
@inline
function separates(byte: u32): bool {
  if (byte < 0x40) return byte == 0x20 || (byte >= 9 && byte <= 13) || byte == 0x28 || byte == 0x29 || byte == 0x2b || (byte >= 0x2d && byte <= 0x2f);
  return byte == 0xa0 || byte == 0xc2 || byte == 0xe2 || byte == 0x80 || byte == 0xaf || (byte >= 0x89 && byte <= 0x93);
}

function close(): void {
  open = false;
  if (count < 7) return;
  if (count >= 8) lookUp(digitKey(<u32>bcd), groupEnd, groupEnd);
  lookUp(digitKey((<u32>bcd & 0x0fffffff) | 0xf0000000), groupEnd, groupEnd);
}

function joins(start: usize): bool {
  if (groupEnd == 0 || start - groupEnd > MAX_GAP) return false;
  for (let at = groupEnd; at < start; at++) {
    if (!separates(load<u8>(at))) return false;
  }
  return true;
}

function takeGroups(bits: u64, base: usize): void {
  if (open && (bits & 1) == 0) close();
  while (bits != 0) {
    const first = ctz(bits);
    const length = ctz(~(bits >> first));
    const start = base + <usize>first;
    const end = start + <usize>length;
    if (!open && !joins(start)) {
      bcd = 0;
      count = 0;
    }
    for (let at = start; at < end; at++) bcd = (bcd << 4) | (<u64>load<u8>(at) & 15);
    count += <i32>length;
    groupEnd = end;
    open = true;
    if (first + length >= 64) return;
    bits &= ~(((<u64>1 << length) - 1) << first);
    close();
  }
}

/**
 * Takes the digits of one block of 64 bytes and those before it, given as a bit for each. The last eight digits
 * of a number lie in two neighbouring blocks; blocks are passed over unless a number may begin in the first.
 */
// @ts-ignore: decorator
@inline
export function takeDigits(before: u64, bits: u64, base: usize): void {
  if (popcnt(before) + popcnt(bits) >= 7 && mayHoldNumber(before, bits)) takeDense(before, bits, base);
}

/** Whether digits with gaps of at most MAX_GAP between them reach over seven bytes (gaps closed by dilation and erosion). */
function mayHoldNumber(before: u64, bits: u64): bool {
  const wideA = before | (before << 1);
  const wideB = bits | (bits << 1) | (before >> 63);
  const filledA = wideA | (wideA << 2);
  const filledB = wideB | (wideB << 2) | (wideA >> 62);
  const thinA = filledA & ((filledA >> 1) | (filledB << 63));
  const thinB = filledB & (filledB >> 1);
  return runsOf(thinA & ((thinA >> 2) | (thinB << 62)), thinB & (thinB >> 2), 7) != 0;
}

function takeDense(before: u64, bits: u64, base: usize): void {
  if (takenUpTo != base) {
    resetDigits();
    takeGroups(before, base - 64);
  }
  takeGroups(bits, base);
  takenUpTo = base + 64;
}

export function endDigits(): void {
  if (open) close();
}
