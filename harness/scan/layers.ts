import { gunzipSync } from 'node:zlib';
import type { Encoding } from '../model/marker.js';
import { ensure, seal } from './arena.js';
import type { Arena } from './arena.js';

/** A text in the arena and how it came about. */
export interface Layer {
  readonly start: number;
  readonly length: number;
  readonly via: readonly Encoding[];
  /** What the pass saw in it: 1 "&", 2 "\", 4 "%", 8 a long word. */
  readonly signs: number;
  /** Start and end of every long word, one after the other. */
  readonly long: readonly number[];
}

/** Decodings within decodings. */
const MAX_DEPTH = 3;
/** All that is decoded from one body, as a multiple of its size, and for the smallest. */
const EXPANSION = 8;
const LEAST_BUDGET = 65_536;
const MAX_INFLATED = 1024 * 1024;

const escapes = [
  { encoding: 'entity', sign: 1, kind: 0 },
  { encoding: 'json', sign: 2, kind: 1 },
  { encoding: 'percent', sign: 4, kind: 2 },
] as const;
const LONG = 8;

interface Descent {
  readonly arena: Arena;
  /** Runs the pass over a decoded text, reports its markers, and answers with its layer. */
  readonly read: (start: number, length: number, via: readonly Encoding[]) => Layer;
  budget: number;
}

/** Undoes every escape and every base64 of a text, and of what comes out, three levels deep. */
export function descend(arena: Arena, text: Layer, read: Descent['read']): void {
  const descent = { arena, read, budget: EXPANSION * text.length + LEAST_BUDGET };
  undo(descent, text, seal(arena, text.start + text.length));
}

function undo(descent: Descent, layer: Layer, free: number): void {
  if (layer.via.length >= MAX_DEPTH) return;
  for (const { encoding, sign, kind } of escapes) {
    if ((layer.signs & sign) === 0) continue;
    const room = layer.length + 64;
    if (room > descent.budget) return;
    ensure(descent.arena, free + room);
    const length = descent.arena.wasm.unescape(layer.start, layer.length, free, room, kind);
    open(descent, [...layer.via, encoding], free, length);
  }
  if ((layer.signs & LONG) !== 0) undoBase64(descent, layer, free);
}

function open(descent: Descent, via: readonly Encoding[], start: number, length: number): void {
  if (length === 0) return;
  descent.budget -= length;
  const free = seal(descent.arena, start + length);
  undo(descent, descent.read(start, length, via), free);
}

interface Run {
  readonly start: number;
  readonly end: number;
}

/** The base64 runs around the long words; without pictures and fonts. */
function runsOf(arena: Arena, layer: Layer): { readonly base64: Run[]; readonly jwt: Run[] } {
  const { wasm } = arena;
  const runs: { base64: Run[]; jwt: Run[] } = { base64: [], jwt: [] };
  const limit = layer.start + layer.length;
  let floor = layer.start;
  for (let i = 0; i + 1 < layer.long.length; i += 2) {
    const at = layer.long[i] ?? 0;
    if (at < floor) continue;
    const start = wasm.runStart(at, floor);
    const end = wasm.runEnd(at, limit);
    if (wasm.isMedia(start, layer.start) === 0)
      runs[isPayload(arena, start, layer.start) ? 'jwt' : 'base64'].push({ start, end });
    floor = end;
  }
  return runs;
}

/** Whether "eyJ….": a JSON header in base64url, stands before the run (RFC 7519). */
function isPayload(arena: Arena, start: number, floor: number): boolean {
  if (start <= floor || arena.bytes[start - 1] !== 0x2e) return false;
  const head = arena.wasm.runStart(start - 1, floor);
  return arena.bytes[head] === 0x65 && arena.bytes[head + 1] === 0x79 && arena.bytes[head + 2] === 0x4a;
}

function undoBase64(descent: Descent, layer: Layer, free: number): void {
  const runs = runsOf(descent.arena, layer);
  for (const encoding of ['base64', 'jwt'] as const) {
    let at = free;
    for (const { start, end } of runs[encoding]) {
      // Four alignments of three quarters each, a mark behind each, and the sample.
      const room = 3 * (end - start) + 256;
      if (at - free + room > descent.budget) break;
      ensure(descent.arena, at + room);
      at = inflate(descent.arena, at, descent.arena.wasm.decodeRun(start, end, at));
    }
    open(descent, [...layer.via, encoding], free, at - free);
  }
}

/** What was compressed before it was put into base64 takes the place of its compressed form. */
function inflate(arena: Arena, start: number, end: number): number {
  if (arena.bytes[start] !== 0x1f || arena.bytes[start + 1] !== 0x8b || arena.bytes[start + 2] !== 8)
    return end;
  try {
    const text = gunzipSync(Buffer.from(arena.bytes.subarray(start, end)), { maxOutputLength: MAX_INFLATED });
    ensure(arena, start + text.length);
    arena.bytes.set(text, start);
    return start + text.length;
  } catch {
    // It only looked like gzip.
    return end;
  }
}
