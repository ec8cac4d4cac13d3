const isTail = (byte: number): boolean => (byte & 0xc0) === 0x80;

const pack = (code: number, length: number): number => code | (length << 24);

/**
 * The code point at `at` in bits 0…23, its length in bytes above. A byte that begins no UTF-8 sequence is taken
 * as Latin-1, as in assembly/text.ts.
 */
export function decodeAt(bytes: Uint8Array, at: number, end: number): number {
  const a = bytes[at] ?? 0;
  if (a < 0xc2 || a > 0xf4 || at + 1 >= end) return pack(a, 1);
  const b = bytes[at + 1] ?? 0;
  if (!isTail(b)) return pack(a, 1);
  if (a < 0xe0) return pack(((a & 0x1f) << 6) | (b & 0x3f), 2);
  const c = bytes[at + 2] ?? 0;
  if (at + 2 >= end || !isTail(c)) return pack(a, 1);
  if (a < 0xf0) return pack(((a & 0x0f) << 12) | ((b & 0x3f) << 6) | (c & 0x3f), 3);
  const d = bytes[at + 3] ?? 0;
  if (at + 3 >= end || !isTail(d)) return pack(a, 1);
  return pack(((a & 0x07) << 18) | ((b & 0x3f) << 12) | ((c & 0x3f) << 6) | (d & 0x3f), 4);
}

/** The code point that ends at `at`, packed as by `decodeAt`; 0 at the beginning of the memory. */
export function decodeBefore(bytes: Uint8Array, at: number): number {
  const last = bytes[at - 1] ?? 0;
  if (!isTail(last)) return pack(last, 1);
  for (let length = 2; length <= 4; length += 1) {
    const packed = decodeAt(bytes, at - length, at);
    if (packed >>> 24 === length) return packed;
  }
  return pack(last, 1);
}
