import { foldPtr } from './layout';

/** Code point in bits 0…23, length in bytes in bits 24…. */
// @ts-ignore: decorator
@inline
function pack(code: u32, length: u32): u32 {
  return code | (length << 24);
}

// @ts-ignore: decorator
@inline
function isTail(byte: u32): bool {
  return (byte & 0xc0) == 0x80;
}

/**
 * Decodes the UTF-8 sequence at `at`. A byte that begins none is taken as Latin-1, so that pages in
 * ISO-8859-1 and "%E9" are read as their authors meant them.
 */
export function decodeAt(at: usize, end: usize): u32 {
  const a = <u32>load<u8>(at);
  if (a < 0xc2 || a > 0xf4 || at + 1 >= end) return pack(a, 1);
  const b = <u32>load<u8>(at, 1);
  if (!isTail(b)) return pack(a, 1);
  if (a < 0xe0) return pack(((a & 0x1f) << 6) | (b & 0x3f), 2);
  if (at + 2 >= end) return pack(a, 1);
  const c = <u32>load<u8>(at, 2);
  if (!isTail(c)) return pack(a, 1);
  if (a < 0xf0) return pack(((a & 0x0f) << 12) | ((b & 0x3f) << 6) | (c & 0x3f), 3);
  if (at + 3 >= end) return pack(a, 1);
  const d = <u32>load<u8>(at, 3);
  if (!isTail(d)) return pack(a, 1);
  return pack(((a & 0x07) << 18) | ((b & 0x3f) << 12) | ((c & 0x3f) << 6) | (d & 0x3f), 4);
}

/** 0: not part of a word. 0xFFFFFFFF: ignored inside a word. Else one or two folded code units. */
export function foldOf(code: u32): u32 {
  return code > 0xffff ? 0 : load<u32>(foldPtr + (<usize>code << 2));
}

/** Scripts that write words without a space between them: each character counts as a word. */
export function standsAlone(unit: u32): bool {
  return unit >= 0x2e80 || (unit >= 0x0e00 && unit < 0x0f00);
}

/** Writes a folded unit as one byte (ASCII) or two bytes of at least 0x80. Answers with the next address. */
export function putUnit(at: usize, unit: u32): usize {
  if (unit < 0x80) {
    store<u8>(at, <u8>unit);
    return at + 1;
  }
  store<u8>(at, <u8>(0x80 | (unit & 0x7f)));
  store<u8>(at + 1, <u8>(0x80 | ((unit >> 7) & 0x7f)));
  store<u8>(at + 2, <u8>(0x80 | (unit >> 14)));
  return at + 3;
}

/** Writes a code point as UTF-8; surrogates become a space. Answers with the next address. */
export function putCode(at: usize, code: u32): usize {
  if (code < 0x80) {
    store<u8>(at, <u8>code);
    return at + 1;
  }
  if (code < 0x800) {
    store<u8>(at, <u8>(0xc0 | (code >> 6)));
    store<u8>(at + 1, <u8>(0x80 | (code & 0x3f)));
    return at + 2;
  }
  if (code > 0xffff || (code >= 0xd800 && code < 0xe000)) {
    store<u8>(at, 0x20);
    return at + 1;
  }
  store<u8>(at, <u8>(0xe0 | (code >> 12)));
  store<u8>(at + 1, <u8>(0x80 | ((code >> 6) & 0x3f)));
  store<u8>(at + 2, <u8>(0x80 | (code & 0x3f)));
  return at + 3;
}
