import { filterPtr, filterMask, keysPtr, keysMask, outPtr, outEnd } from './layout';

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

/** Adds a key (not 0) and answers with its slot; the same key has the same slot. */
export function addKey(key: u32): u32 {
  let slot = home(key);
  while (true) {
    const held = load<u32>(keysPtr + (<usize>slot << 2));
    if (held == key) return slot;
    if (held == 0) break;
    slot = (slot + 1) & keysMask;
  }
  store<u32>(keysPtr + (<usize>slot << 2), key);
  const at = filterPtr + ((key >> 3) & filterMask);
  store<u8>(at, load<u8>(at) | (<u8>1 << <u8>(key & 7)));
  return slot;
}

/** Second look at a key that passed the filter. */
export function probe(key: u32, start: usize, end: usize): void {
  let slot = home(key);
  while (true) {
    const held = load<u32>(keysPtr + (<usize>slot << 2));
    if (held == key) return emit(slot, start, end);
    if (held == 0) return;
    slot = (slot + 1) & keysMask;
  }
}

// @ts-ignore: decorator
@inline
export function inFilter(filter: usize, mask: u32, key: u32): bool {
  return ((<u32>load<u8>(filter + ((key >> 3) & mask)) >> (key & 7)) & 1) != 0;
}
