import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createOldRuns } from '../../../../harness/run/watch/old-runs.js';

const hourMs = 3_600_000;
const beganMs = Date.parse('2026-11-25T10:00:00.000Z');

await test('while a watch goes on, runs go when their days are over; what is open then stays, and it looks once an hour', async () => {
  const root = await mkdtemp(join(tmpdir(), 'sosie-old-'));
  const run = async (name: string, atMs: number): Promise<void> => {
    const file = join(root, name, 'run.json');
    await mkdir(join(root, name));
    await writeFile(file, '{}');
    await utimes(file, atMs / 1000, atMs / 1000);
  };
  await run('old', beganMs - 25 * hourMs);
  await run('younger', beganMs - 23.5 * hourMs);
  await run('open', beganMs + hourMs);
  const oldRuns = createOldRuns(root, 1);
  await oldRuns(beganMs);
  assert.deepEqual(await readdir(root), ['open', 'younger']);
  await oldRuns(beganMs + 0.9 * hourMs);
  assert.deepEqual(await readdir(root), ['open', 'younger'], 'not before an hour is over');
  await oldRuns(beganMs + hourMs);
  assert.deepEqual(await readdir(root), ['open']);
  await createOldRuns(root, 0)(beganMs + hourMs);
  assert.deepEqual(await readdir(root), ['open'], 'with no days at all, what is open stays');
  await rm(root, { recursive: true });
});
