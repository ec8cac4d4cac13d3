import { ampersands, entityMask, entityPtr } from './layout';

/** What stands at an escape: code point or byte, bytes consumed (0: no escape), whether it matters to a marker. */
export let code: u32 = 0;
export let consumed: usize = 0;
export let matters: bool = false;

function none(): void {
  consumed = 0;
}

function found(value: u32, bytes: usize, important: bool): void {
  code = value;
  consumed = bytes;
  matters = important;
}

/** Value of a hex digit, or 255. */
// @ts-ignore: decorator
@inline
export function hexOf(byte: u32): u32 {
  if (byte - 0x30 < 10) return byte - 0x30;
  const letter = (byte | 0x20) - 0x61;
  return letter < 6 ? letter + 10 : 255;
}

/** `digits` hex digits at `at`, or 0xFFFFFFFF. */
function hex(at: usize, end: usize, digits: usize): u32 {
  if (at + digits > end) return 0xffffffff;
  let value: u32 = 0;
  for (let i: usize = 0; i < digits; i++) {
    const h = hexOf(load<u8>(at + i));
    if (h == 255) return 0xffffffff;
    value = (value << 4) | h;
  }
  return value;
}

/**
 * Whether what a character reference stands for can be a part of a value: a quote or an angle bracket cannot, and
 * "&" only where a marker has one, or where it begins another reference ("&amp;eacute;").
 */
function isPartOfValue(value: u32, next: usize, end: usize): bool {
  if (value == 0x26) return ampersands || beginsReference(next, end);
  return value != 0x22 && value != 0x3c && value != 0x3e;
}

/** "eacute;", "#233;", or what becomes one once the references in it are undone. */
function beginsReference(at: usize, end: usize): bool {
  const limit = min<usize>(end, at + 32);
  let next = at < end && load<u8>(at) == 0x23 ? at + 1 : at;
  const first = next;
  while (next < limit) {
    const c = <u32>load<u8>(next);
    if (c == 0x26) return true;
    if (c == 0x3b) return next > first;
    if (!((c | 0x20) - 0x61 < 26 || c - 0x30 < 10)) return first > at && next > first;
    next++;
  }
  return false;
}

/** "&#233;", "&#xE9;", "&eacute;" (HTML Living Standard, 13.2.5.72). Numbers may lack the semicolon. */
export function entityAt(at: usize, end: usize): void {
  let next = at + 1;
  if (next >= end) return none();
  if (load<u8>(next) == 0x23) return numberAt(at, next + 1, end);
  // "amp;" in one look: every link with a query holds some.
  if (load<u32>(next) == 0x3b706d61 && next + 4 <= end) return found(0x26, 5, isPartOfValue(0x26, next + 4, end));
  let hash: u32 = 0x811c9dc5;
  const limit = min<usize>(end, next + 32);
  while (next < limit) {
    const c = <u32>load<u8>(next);
    if (c == 0x3b) break;
    if (!((c | 0x20) - 0x61 < 26 || c - 0x30 < 10)) return none();
    hash = (hash ^ c) * 0x01000193;
    next++;
  }
  if (next >= limit || next == at + 1) return none();
  let slot = hash & entityMask;
  while (true) {
    const entry = entityPtr + (<usize>slot << 3);
    const held = load<u32>(entry);
    if (held == 0) return none();
    if (held == hash) {
      const value = load<u32>(entry, 4);
      return found(value, next + 1 - at, isPartOfValue(value, next + 1, end));
    }
    slot = (slot + 1) & entityMask;
  }
}

function numberAt(at: usize, digits: usize, end: usize): void {
  let next = digits;
  let value: u32 = 0;
  if (next < end && (load<u8>(next) | 0x20) == 0x78) {
    next++;
    digits = next;
    while (next < end && next < digits + 8) {
      const h = hexOf(load<u8>(next));
      if (h == 255) break;
      value = (value << 4) | h;
      next++;
    }
  } else {
    while (next < end && next < digits + 8) {
      const d = <u32>load<u8>(next) - 0x30;
      if (d > 9) break;
      value = value * 10 + d;
      next++;
    }
  }
  if (next == digits) return none();
  if (next < end && load<u8>(next) == 0x3b) next++;
  found(value, next - at, isPartOfValue(value, next, end));
}

/** "\u00e9", "\/", "\n" (RFC 8259, 7), and JavaScript's "\xe9" and "\u{e9}". */
export function jsonAt(at: usize, end: usize): void {
  if (at + 1 >= end) return none();
  const c = <u32>load<u8>(at, 1);
  if (c == 0x75) return unicodeAt(at, end);
  if (c == 0x78) {
    const value = hex(at + 2, end, 2);
    return value == 0xffffffff ? none() : found(value, 4, true);
  }
  if (c == 0x2f) return found(0x2f, 2, true);
  if (c == 0x22 || c == 0x27) return found(c, 2, false);
  if (c == 0x6e || c == 0x72 || c == 0x74) return found(0x20, 2, true);
  if (c != 0x5c) return none();
  const after = at + 2 < end ? <u32>load<u8>(at, 2) : 0;
  found(0x5c, 2, after == 0x75 || after == 0x78 || after == 0x2f || after == 0x6e || after == 0x74 || after == 0x5c);
}

function unicodeAt(at: usize, end: usize): void {
  if (at + 2 < end && load<u8>(at, 2) == 0x7b) {
    let digits: usize = 0;
    while (digits < 6 && at + 3 + digits < end && hexOf(load<u8>(at + 3 + digits)) != 255) digits++;
    const closed = at + 3 + digits < end && load<u8>(at + 3 + digits) == 0x7d;
    return digits == 0 || !closed ? none() : found(hex(at + 3, end, digits), digits + 4, true);
  }
  const value = hex(at + 2, end, 4);
  if (value == 0xffffffff) return none();
  found(value, 6, true);
}

/** "%E9", "%C3%A9" (bytes, RFC 3986, 2.1), "%u00E9" (escape()) and "+" for a space (forms). */
export function percentAt(at: usize, end: usize): void {
  if (load<u8>(at) == 0x2b) return found(0x20, 1, false);
  if (at + 2 < end && load<u8>(at, 1) == 0x75) {
    const wide = hex(at + 2, end, 4);
    return wide == 0xffffffff ? none() : found(wide, 6, true);
  }
  const value = hex(at + 1, end, 2);
  if (value == 0xffffffff) return none();
  found(value, 3, true);
}
