import { namedEntities } from './entities.js';
import { foldTable } from './fold-table.js';
import { loadScanWasm } from './wasm.js';
import type { ScanWasm } from './wasm.js';

const PAGE = 65_536;
const ENTITY_SLOTS = 2_048;
const OUT_BYTES = 12 * 4_096;
/** Start and length of every word in a stretch of 4 KB, and one block more. */
const LIST_BYTES = 8 * 2_200;
/** Zero bytes that the pass needs behind a text, and room for its longest write. */
const GUARD = 128;

/**
 * The module's memory and where everything lies in it: tables first, then the index, then the text of a body and
 * whatever is decoded from it. `bytes` and `words` are renewed when the memory grows.
 */
export interface Arena {
  readonly wasm: ScanWasm;
  readonly out: number;
  bytes: Buffer;
  words: Uint32Array;
  /** First address behind the tables, then behind the index. */
  free: number;
}

const align = (address: number): number => (address + 63) & ~63;

/** Reserves bytes for good. */
export function reserve(arena: Arena, size: number): number {
  const at = arena.free;
  arena.free = align(at + size);
  ensure(arena, arena.free);
  return at;
}

/** Makes the memory reach `end` and the guard behind it. Throws RangeError beyond 4 GiB. */
export function ensure(arena: Arena, end: number): void {
  const missing = end + 2 * GUARD - arena.bytes.length;
  if (missing <= 0) return;
  // By at least half: a run of ever larger bodies must not copy the memory each time.
  const growth = Math.max(missing, Math.min(arena.bytes.length >> 1, 16 * 1024 * 1024));
  arena.wasm.memory.grow(Math.ceil(growth / PAGE));
  arena.bytes = Buffer.from(arena.wasm.memory.buffer);
  arena.words = new Uint32Array(arena.wasm.memory.buffer);
}

/** Puts the zero bytes behind a text, and answers with the first address for the next one. */
export function seal(arena: Arena, end: number): number {
  const next = align(end + GUARD);
  arena.bytes.fill(0, end, next);
  return next;
}

function fillEntities(arena: Arena, at: number): void {
  for (const [name, code] of namedEntities()) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    let slot = hash & (ENTITY_SLOTS - 1);
    while (arena.words[(at >> 2) + slot * 2] !== 0) slot = (slot + 1) & (ENTITY_SLOTS - 1);
    arena.words[(at >> 2) + slot * 2] = hash;
    arena.words[(at >> 2) + slot * 2 + 1] = code;
  }
}

/** A module instance with its tables laid out. */
export function createArena(flush: (bytes: number) => void): Arena {
  const wasm = loadScanWasm(flush);
  const bytes = Buffer.from(wasm.memory.buffer);
  const words = new Uint32Array(wasm.memory.buffer);
  const arena = { wasm, bytes, words, out: 0, free: align(wasm.heapBase()) };
  const fold = reserve(arena, 4 * 0x10000);
  const entity = reserve(arena, 8 * ENTITY_SLOTS);
  const tail = reserve(arena, 17 * 16);
  const work = reserve(arena, 1_024);
  const list = reserve(arena, LIST_BYTES);
  arena.out = reserve(arena, OUT_BYTES);
  arena.words.set(foldTable(), fold >> 2);
  fillEntities(arena, entity);
  wasm.place(fold, entity, ENTITY_SLOTS, tail, list, arena.out, arena.out + OUT_BYTES);
  wasm.placeWork(work);
  return arena;
}
