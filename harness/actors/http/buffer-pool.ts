/** Buffers for bodies, taken and given back; held by size class so that 20,000 bodies a second make no garbage. */
export interface BufferPool {
  /** At least `bytes` long, contents undefined. */
  take(bytes: number): Buffer;
  give(buffer: Buffer): void;
}

const smallest = 12;
const largest = 20;
const keptPerClass = 64;

/** Keeps at most 64 buffers of each power of two from 4 KiB to 1 MiB; larger ones are made afresh. */
export function createBufferPool(): BufferPool {
  const free: Buffer[][] = Array.from({ length: largest - smallest + 1 }, () => []);
  return {
    take(bytes) {
      const size = Math.max(smallest, 32 - Math.clz32(Math.max(bytes, 1) - 1));
      if (size > largest) return Buffer.allocUnsafeSlow(bytes);
      return free[size - smallest]?.pop() ?? Buffer.allocUnsafeSlow(2 ** size);
    },
    give(buffer) {
      const size = 31 - Math.clz32(buffer.length);
      const list = free[size - smallest];
      if (list !== undefined && buffer.length === 2 ** size && list.length < keptPerClass) list.push(buffer);
    },
  };
}
