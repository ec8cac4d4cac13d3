// The scanner's inner loops, compiled by build-wasm.mjs. AssemblyScript, not TypeScript.
import { placeScratch } from './slow-word';
import { placeSextets } from './base64';

export { heapBase, place, placeIndex } from './layout';
export { addKey } from './index-keys';
export { hashWord, pairKey, digitKey } from './word-hash';
export { pass, signs } from './pass';
export { unescape } from './unescape';
export { decodeRun, isMedia, runEnd, runStart } from './base64';
export { digest } from './digest';

/** `at`: 1024 bytes of working space. */
export function placeWork(at: usize): void {
  placeSextets(at);
  placeScratch(at + 256);
}
