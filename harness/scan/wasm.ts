import { scanWasm } from './scan-wasm.js';

/** What assembly/scan.ts exports. Addresses and lengths are bytes of `memory`. */
export interface ScanWasm {
  readonly memory: WebAssembly.Memory;
  readonly signs: WebAssembly.Global;
  heapBase(): number;
  place(
    fold: number,
    entity: number,
    entities: number,
    tail: number,
    list: number,
    out: number,
    outEnd: number,
  ): void;
  placeIndex(
    filter: number,
    filterLog: number,
    keys: number,
    keySlots: number,
    shortest: number,
    reach: number,
    ampersands: boolean,
  ): void;
  placeWork(at: number): void;
  addKey(key: number): number;
  hashWord(start: number, length: number): number;
  pairKey(first: number, second: number): number;
  digitKey(bcd: number): number;
  pass(start: number, length: number): number;
  unescape(start: number, length: number, to: number, room: number, kind: number): number;
  runStart(at: number, floor: number): number;
  runEnd(at: number, end: number): number;
  isMedia(start: number, floor: number): number;
  decodeRun(start: number, end: number, to: number): number;
  digest(start: number, length: number): number;
}

let compiled: WebAssembly.Module | null = null;

/** A fresh instance. `flush` is called in the middle of a pass whenever the list of candidates is full. */
export function loadScanWasm(flush: (bytes: number) => void): ScanWasm {
  compiled ??= new WebAssembly.Module(Buffer.from(scanWasm, 'base64'));
  const instance = new WebAssembly.Instance(compiled, { host: { flush } });
  return instance.exports as unknown as ScanWasm;
}
