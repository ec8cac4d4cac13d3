import { reach } from './layout';
import { code, consumed, entityAt, jsonAt, matters, percentAt } from './escapes';
import { putCode } from './text';

/** Kinds of escapes. */
const ENTITY: i32 = 0;
const JSON: i32 = 1;

/** A byte that no word may be bounded by: the text was cut here. */
const CUT: u8 = 1;

function nextSign(at: usize, end: usize, kind: i32): usize {
  const first = i8x16.splat(<i8>(kind == ENTITY ? 0x26 : kind == JSON ? 0x5c : 0x25));
  const second = kind > JSON ? i8x16.splat(0x2b) : first;
  while (at < end) {
    const v = v128.load(at);
    const bits = i8x16.bitmask(v128.or(i8x16.eq(v, first), i8x16.eq(v, second)));
    if (bits != 0) return min<usize>(at + <usize>ctz(bits), end);
    at += 16;
  }
  return end;
}

function escapeAt(at: usize, end: usize, kind: i32): void {
  if (kind == ENTITY) entityAt(at, end);
  else if (kind == JSON) jsonAt(at, end);
  else percentAt(at, end);
}

function put(at: usize, kind: i32): usize {
  if (kind <= JSON || consumed == 6) return putCode(at, code);
  store<u8>(at, <u8>code);
  return at + 1;
}

/** Copies in steps of 16 bytes, up to 15 too many: a call of memory.copy costs more than most of these copies. */
// @ts-ignore: decorator
@inline
function copy(to: usize, from: usize, length: usize): void {
  for (let i: usize = 0; i < length; i += 16) v128.store(to + i, v128.load(from + i));
}

/**
 * Writes to `to` the parts of the text in which an escape was undone, each with as much plain text around it
 * as a marker may span; the parts are separated by CUT. Answers with the bytes written, at most `room`;
 * 0 where nothing was undone.
 */
export function unescape(start: usize, length: usize, to: usize, room: usize, kind: i32): usize {
  const end = start + length;
  const limit = to + room - 32;
  let out = to;
  let copied = start;
  let windowEnd = start;
  let at = nextSign(start, end, kind);
  while (true) {
    const upto = min<usize>(at, windowEnd);
    if (upto > copied) {
      if (out + (upto - copied) >= limit) break;
      copy(out, copied, upto - copied);
      out += upto - copied;
      copied = upto;
    }
    if (at >= end) break;
    escapeAt(at, end, kind);
    if (consumed == 0 || (!matters && at >= windowEnd)) {
      at = nextSign(at + 1, end, kind);
      continue;
    }
    if (at > copied) {
      let from = at - start > reach ? at - reach : start;
      if (from <= copied) from = copied;
      else store<u8>(out++, CUT);
      if (out + (at - from) >= limit) break;
      copy(out, from, at - from);
      out += at - from;
    }
    if (out >= limit) break;
    out = put(out, kind);
    copied = at + consumed;
    if (matters) windowEnd = min<usize>(copied + reach, end);
    at = nextSign(copied, end, kind);
  }
  if (out == to) return 0;
  if (copied < end) store<u8>(out++, CUT);
  return out - to;
}
