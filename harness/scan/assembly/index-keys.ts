import { filterPtr, filterShift, keysPtr, keysMask, outPtr, outEnd } from './layout';

// Called when the list of candidates is full: the other side reads it, then the list starts anew.
// @ts-ignore: decorator
@external("host", "flush")
declare function flush(bytes: usize): void;

/** Slot number of a long word, which may be base64. */
export const LONG: u32 = 0xffffffff;

let outNext: usize = 0;

export function resetOut(): void {
  outNext = outPtr;
}

export function outBytes(): usize {
  return outNext - outPtr;
}

export function emit(slot: u32, start: usize, end: usize): void {
  if (outNext + 12 > outEnd) {
    flush(outNext - outPtr);
    outNext = outPtr;
  }
  store<u32>(outNext, slot);
  store<u32>(outNext, <u32>start, 4);
  store<u32>(outNext, <u32>end, 8);
  outNext += 12;
}

// @ts-ignore: decorator
@inline
function home(key: u32): u32 {
  return ((key * 0x9e3779b1) >> 7) & keysMask;
}

/** Adds a key and answers with its slot; the same key has the same slot. 0 marks an empty slot. */
export function addKey(key: u32): u32 {
  const at = filterPtr + ((key >> filterShift) << 2);
  store<u32>(at, load<u32>(at) | (<u32>1 << ((key >> (filterShift - 5)) & 31)));
  key |= 1;
  let slot = home(key);
  while (true) {
    const held = load<u32>(keysPtr + (<usize>slot << 2));
    if (held == key) return slot;
    if (held == 0) break;
    slot = (slot + 1) & keysMask;
  }
  store<u32>(keysPtr + (<usize>slot << 2), key);
  return slot;
}

/** Second look at a key that passed the filter. */
export function probe(key: u32, start: usize, end: usize): void {
  key |= 1;
  let slot = home(key);
  while (true) {
    const held = load<u32>(keysPtr + (<usize>slot << 2));
    if (held == key) return emit(slot, start, end);
    if (held == 0) return;
    slot = (slot + 1) & keysMask;
  }
}

/** The filter's bit for a key: the top bits choose the word and the bit, for they depend on the whole text. */
// @ts-ignore: decorator
@inline
export function filterBit(filter: usize, shift: u32, key: u32): u32 {
  return (load<u32>(filter + (<usize>(key >> shift) << 2)) >> ((key >> (shift - 5)) & 31)) & 1;
}

export function lookUp(key: u32, start: usize, end: usize): void {
  if (filterBit(filterPtr, filterShift, key) != 0) probe(key, start, end);
}
