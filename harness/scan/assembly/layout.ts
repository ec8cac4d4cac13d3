// Addresses and sizes of the areas that the TypeScript side lays out in this module's memory.

/** One bit for each key of the index (a Bloom filter with one hash). */
export let filterPtr: usize = 0;
/** The filter has 2^(32 - filterShift) words of 32 bits. */
export let filterShift: u32 = 27;
/** Open-addressing table of 32-bit keys; 0 is empty. */
export let keysPtr: usize = 0;
export let keysMask: u32 = 0;
/** u32 for each code point of the BMP: see fold-table.ts on the other side. */
export let foldPtr: usize = 0;
/** Pairs of u32, name hash and code point, open addressing; 0 is empty. */
export let entityPtr: usize = 0;
export let entityMask: u32 = 0;
/** Candidates, three u32 each: slot, start, end. */
export let outPtr: usize = 0;
export let outEnd: usize = 0;
/** 16-byte masks that keep the first n bytes, n from 0 to 16. */
export let tailPtr: usize = 0;
/** The bytes that a word must have to be looked up, 1 to 8. */
export let minWord: i32 = 5;
/** Whether "&" is a part of some marker: a company's name. */
export let ampersands: bool = false;
/** Working space for one stretch of text: its words. */
export let listPtr: usize = 0;
/** How many bytes of plain text around an escape may belong to the same marker. */
export let reach: usize = 128;

export function heapBase(): usize {
  return __heap_base;
}

export function place(
  fold: usize,
  entity: usize,
  entities: u32,
  tail: usize,
  list: usize,
  out: usize,
  outLimit: usize,
): void {
  foldPtr = fold;
  entityPtr = entity;
  entityMask = entities - 1;
  tailPtr = tail;
  for (let n: usize = 0; n <= 16; n++) {
    for (let i: usize = 0; i < 16; i++) store<u8>(tail + n * 16 + i, i < n ? 0xff : 0);
  }
  listPtr = list;
  outPtr = out;
  outEnd = outLimit;
}

/** The filter has 2^`filterLog` words; `keySlots` is a power of two. */
export function placeIndex(
  filter: usize,
  filterLog: u32,
  keys: usize,
  keySlots: u32,
  shortest: i32,
  around: usize,
  withAmpersand: bool,
): void {
  filterPtr = filter;
  filterShift = 32 - filterLog;
  keysPtr = keys;
  keysMask = keySlots - 1;
  minWord = min(max(shortest, 1), 8);
  reach = around;
  ampersands = withAmpersand;
}
