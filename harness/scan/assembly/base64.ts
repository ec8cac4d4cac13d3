/** Sextet of each byte, 255 for bytes outside both alphabets of RFC 4648; 256 bytes laid out by `placeSextets`. */
let sextets: usize = 0;

const SAMPLE: usize = 96;

export function placeSextets(at: usize): void {
  sextets = at;
  for (let i: usize = 0; i < 256; i++) {
    const c = <u32>i;
    let value: u32 = 255;
    if (c - 0x41 < 26) value = c - 0x41;
    else if (c - 0x61 < 26) value = c - 0x61 + 26;
    else if (c - 0x30 < 10) value = c - 0x30 + 52;
    else if (c == 0x2b || c == 0x2d) value = 62;
    else if (c == 0x2f || c == 0x5f) value = 63;
    store<u8>(at + i, <u8>value);
  }
}

// @ts-ignore: decorator
@inline
function sextet(at: usize): u32 {
  return load<u8>(sextets + <usize>load<u8>(at));
}

/** Where the base64 run around the byte `at` begins, not before `floor`. */
export function runStart(at: usize, floor: usize): usize {
  while (at > floor && sextet(at - 1) != 255) at--;
  return at;
}

export function runEnd(at: usize, end: usize): usize {
  while (at < end && sextet(at) != 255) at++;
  return at;
}

function decode(start: usize, end: usize, to: usize): usize {
  let out = to;
  while (start + 4 <= end) {
    const v = (sextet(start) << 18) | (sextet(start + 1) << 12) | (sextet(start + 2) << 6) | sextet(start + 3);
    store<u8>(out, <u8>(v >> 16));
    store<u8>(out, <u8>(v >> 8), 1);
    store<u8>(out, <u8>v, 2);
    out += 3;
    start += 4;
  }
  const left = end - start;
  if (left >= 2) store<u8>(out++, <u8>((sextet(start) << 2) | (sextet(start + 1) >> 4)));
  if (left == 3) store<u8>(out++, <u8>((sextet(start + 1) << 4) | (sextet(start + 2) >> 2)));
  return out;
}

/** Printable bytes in a hundred of the decoded sample at `start`, which is overwritten at `to`. */
function printable(start: usize, end: usize, to: usize): u32 {
  const stop = min<usize>(end, start + SAMPLE);
  const out = decode(start, stop, to);
  if (out == to) return 0;
  let good: u32 = 0;
  for (let at = to; at < out; at++) {
    const c = <u32>load<u8>(at);
    if ((c >= 0x20 && c < 0x7f) || (c >= 9 && c <= 13)) good++;
  }
  return (good * 100) / <u32>(out - to);
}

/**
 * Decodes one run to `to`. The run may begin with bytes that are no part of it, so all four alignments are
 * tried, unless the first is plainly text; an alignment without half its bytes printable is noise. Each one
 * is followed by a zero byte. Answers with the next address.
 */
export function decodeRun(start: usize, end: usize, to: usize): usize {
  let out = to;
  for (let shift: usize = 0; shift < 4 && start + shift + 4 <= end; shift++) {
    const share = printable(start + shift, end, out);
    if (shift > 0 && share < 50) continue;
    out = decode(start + shift, end, out);
    store<u8>(out++, 0);
    if (shift == 0 && share >= 90) break;
  }
  return out;
}

const PREFIX: usize = 48;

/** Whether the run is the payload of a data URL of a raster image, a font, sound or film: no text to find. */
export function isMedia(start: usize, floor: usize): bool {
  if (start < floor + 12 || load<u8>(start - 1) != 0x2c) return false;
  const low = start > floor + PREFIX ? start - PREFIX : floor;
  for (let at = start - 12; at > low; at--) {
    if (load<u32>(at) == 0x61746164 && load<u8>(at, 4) == 0x3a) return mediaType(at + 5);
  }
  return false;
}

function mediaType(at: usize): bool {
  const head = load<u32>(at);
  if (head == 0x67616d69) return load<u32>(at, 6) != 0x2b677673;
  return head == 0x746e6f66 || head == 0x69647561 || head == 0x65646976;
}
