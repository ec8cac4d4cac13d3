import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

await test('the memory of 24 hours is that of two: 432,000 looks, a rollout every three hours', async (t) => {
  const day = join(import.meta.dirname, 'simulate-day.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--import', 'tsx', day], {
    timeout: 300_000,
  });
  const { heapBytes, verdicts, looks } = JSON.parse(stdout) as {
    heapBytes: number[];
    verdicts: string[];
    looks: number;
  };
  t.diagnostic(`heap in MB by hour: ${heapBytes.map((bytes) => (bytes / 1e6).toFixed(1)).join(' ')}`);
  // A window that has been open for long holds a little more than a fresh one: like hours are compared.
  const [second = 0, last = Infinity] = [heapBytes[1], heapBytes[23]];
  const [early, late] = [Math.max(...heapBytes.slice(3, 10)), Math.max(...heapBytes.slice(-7))];
  assert.equal(looks, 432_000);
  assert.deepEqual(verdicts, Array<string>(7).fill('pass'), 'each rollout was judged');
  assert.ok(late < early * 1.3, `${String(early)} bytes in the morning, ${String(late)} in the evening`);
  assert.ok(last < second * 2, `${String(second)} bytes after two hours, ${String(last)} after 24`);
});
