import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { simulatedWatch } from './simulated-watch.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that are really held. */
function heapBytes(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

await test(
  'the memory of 24 hours is that of two: 432,000 looks, a rollout every three hours',
  { timeout: 300_000 },
  async (t) => {
    const watch = await simulatedWatch();
    const heap: number[] = [];
    for (let hour = 0; hour < 24; hour += 1) {
      const release = `v${String(Math.floor(hour / 3))}`;
      await watch.looks(release, 3600);
      heap.push(heapBytes());
    }
    await watch.core.close({ interrupted: false });
    await watch.close();
    const [second = 0, last = 0] = [heap[1], heap[23]];
    t.diagnostic(`heap in MB by hour: ${heap.map((bytes) => (bytes / 1e6).toFixed(1)).join(' ')}`);
    assert.equal(watch.results.length, 7, 'each rollout was judged');
    assert.ok(last < second * 1.3 + 4e6, `${String(second)} bytes after two hours, ${String(last)} after 24`);
  },
);
