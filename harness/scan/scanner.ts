import type { Encoding, Marker } from '../model/marker.js';
import { createArena, ensure, seal } from './arena.js';
import type { Arena } from './arena.js';
import { descend } from './layers.js';
import type { Layer } from './layers.js';
import { buildIndex } from './marker-index.js';
import type { MarkerIndex } from './marker-index.js';
import { readingOf, toAsciiCompatible } from './media.js';
import { resolve } from './resolve.js';

/** A marker that stands in a body, and the encodings to undo until it can be read, outermost first. */
export interface Hit {
  readonly marker: Marker;
  readonly via: readonly Encoding[];
}

export interface ScanResult {
  /** Once for each marker and way of writing it; a way that only wraps another one of the same marker is left out. */
  readonly hits: readonly Hit[];
  /**
   * Differs where any marker stands more or less often in the body, whatever the order and however it is written;
   * 0 without a marker. Costs nothing: every occurrence is looked up anyway.
   */
  readonly census: number;
  /** 53 bits of the body's XXH64. Not cryptographic: fingerprint it before it is written. */
  readonly digest: number;
}

export interface ScanHint {
  readonly contentType: string;
  /** How the body was already decoded, such as `pdf`; set before the encodings found. */
  readonly via?: readonly Encoding[];
}

/** Finds every marker in a body, in time that does not depend on the number of markers. */
export interface Scanner {
  readonly markers: number;
  /** `body`: after the content coding (gzip, …) has been undone. Not re-entrant. Throws RangeError beyond 256 MiB. */
  scan(body: Uint8Array, hint: ScanHint): ScanResult;
}

const LONG = 0xffff_ffff;
/** As in assembly/unescape.ts. */
const CUT = 1;
/** 2^32 divided by the golden ratio: sums of a few multiples hardly ever meet. */
const SPREAD = 0x9e37_79b1;
const MAX_BODY = 256 * 1024 * 1024;

interface Scan {
  readonly arena: Arena;
  readonly index: MarkerIndex;
  /** The hit of each marker in plain text; made once. */
  readonly plain: readonly Hit[];
  /** Number of the scan in which the marker was last seen in plain text. */
  readonly seenIn: Uint32Array;
  number: number;
  hits: Hit[];
  census: number;
  /** The text under the pass. */
  limit: number;
  via: readonly Encoding[];
  long: number[];
}

const PLAIN: readonly Encoding[] = ['plain'];

/** Whether undoing `inner` is part of undoing `outer`. */
function wraps(outer: readonly Encoding[], inner: readonly Encoding[]): boolean {
  let next = 0;
  for (const encoding of outer) if (encoding === inner[next]) next += 1;
  return next === inner.length;
}

function count(scan: Scan, position: number): void {
  scan.census = (scan.census + Math.imul(position + 1, SPREAD)) >>> 0;
}

function note(scan: Scan, position: number): void {
  count(scan, position);
  const plain = scan.plain[position];
  if (plain === undefined || scan.seenIn[position] === scan.number) return;
  if (scan.via.length === 0) {
    scan.seenIn[position] = scan.number;
    scan.hits.push(plain);
    return;
  }
  const { marker } = plain;
  if (scan.hits.some((hit) => hit.marker === marker && wraps(scan.via, hit.via))) return;
  scan.hits = scan.hits.filter((hit) => hit.marker !== marker || !wraps(hit.via, scan.via));
  scan.hits.push({ marker, via: scan.via });
}

/** A page says a name often: a candidate that can only be a marker already seen in plain text is counted, and not read. */
function isKnown(scan: Scan, slot: number): boolean {
  const sole = scan.index.soleAt(slot);
  if (sole < 0 || scan.seenIn[sole] !== scan.number) return false;
  count(scan, sole);
  return true;
}

/** Reads the list of candidates that a pass has left. */
function collect(scan: Scan, listed: number): void {
  const { arena, index } = scan;
  const text = { bytes: arena.bytes, limit: scan.limit, cut: scan.via.length === 0 ? -1 : CUT };
  for (let at = arena.out >> 2; at < (arena.out + listed) >> 2; at += 3) {
    const slot = arena.words[at] ?? 0;
    const start = arena.words[at + 1] ?? 0;
    const end = arena.words[at + 2] ?? 0;
    if (slot === LONG) scan.long.push(start, end);
    else if (!isKnown(scan, slot))
      for (const position of resolve(index, text, { slot, start, end })) note(scan, position);
  }
}

function read(scan: Scan, start: number, length: number, via: readonly Encoding[]): Layer {
  scan.limit = start + length;
  scan.via = via;
  scan.long = [];
  collect(scan, scan.arena.wasm.pass(start, length));
  return { start, length, via, signs: scan.arena.wasm.signs.value as number, long: scan.long };
}

function scanBody(scan: Scan, body: Uint8Array, hint: ScanHint): ScanResult {
  if (body.length > MAX_BODY)
    throw new RangeError(`body of ${String(body.length)} bytes: at most ${String(MAX_BODY)}`);
  const { arena } = scan;
  const reading = readingOf(hint.contentType);
  const bytes = toAsciiCompatible(body, reading);
  const start = arena.free;
  ensure(arena, start + bytes.length);
  arena.bytes.set(bytes, start);
  seal(arena, start + bytes.length);
  scan.number += 1;
  scan.hits = [];
  scan.census = 0;
  const text = read(scan, start, bytes.length, []);
  const digest = arena.wasm.digest(start, bytes.length);
  if (reading.text && text.signs !== 0)
    descend(arena, text, (at, length, via) => read(scan, at, length, via));
  const { hits, census } = scan;
  const before = hint.via ?? [];
  if (before.length === 0) return { hits, census, digest };
  const shown = (via: readonly Encoding[]): readonly Encoding[] =>
    via === PLAIN ? before : [...before, ...via];
  return { hits: hits.map(({ marker, via }) => ({ marker, via: shown(via) })), census, digest };
}

/** A scanner for these markers; values that no text can be searched for (no letter, no digit) are never found. */
export function createScanner(markers: readonly Marker[]): Scanner {
  const arena = createArena((listed) => {
    collect(scan, listed);
  });
  const scan: Scan = {
    arena,
    index: buildIndex(arena, markers),
    plain: markers.map((marker) => ({ marker, via: PLAIN })),
    seenIn: new Uint32Array(markers.length),
    ...{ number: 0, hits: [], census: 0, limit: 0, via: [], long: [] },
  };
  return { markers: markers.length, scan: (body, hint) => scanBody(scan, body, hint) };
}
