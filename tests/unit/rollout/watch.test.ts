import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WatchRollout } from '../../../harness/model/rollout.js';
import { createReadings } from '../../../harness/rollout/index.js';
import { driven } from './driven.js';

const settings: WatchRollout = { driver: 'watch', settledSeconds: 0.3, timeoutSeconds: 2 };

/** Readings of a target that answers every 10 ms, of each of these releases in turn, for so long. */
type Stretch = readonly [releases: readonly (string | null)[], forMs: number];

async function watched(stretches: readonly Stretch[], more: Partial<WatchRollout> = {}, beforeMs = 0) {
  const readings = createReadings();
  const said: string[] = [];
  const over = new AbortController();
  const play = async (): Promise<void> => {
    for (const [releases, forMs] of stretches) {
      const endsAt = performance.now() + forMs;
      for (let i = 0; performance.now() < endsAt && !over.signal.aborted; i += 1) {
        const release = releases[i % releases.length] ?? null;
        readings.tell({ atMs: performance.now(), revision: release, instance: null });
        await new Promise((next) => setTimeout(next, 10));
      }
    }
  };
  const playing = play();
  const outcome = await driven(
    { ...settings, ...more },
    { readings, beforeMs, say: (line) => said.push(line) },
  );
  over.abort();
  await playing;
  return { ...outcome, said };
}

await test('the first answer of a new release starts the rollout, and it ends when that release is alone', async () => {
  const { events, rolled, said } = await watched([
    [['v1'], 300],
    [['v1', 'v2'], 300],
    [['v2'], 3000],
  ]);
  assert.equal(rolled, 'finished');
  assert.equal(events[0], 'started: v2 answers; until now v1 did');
  assert.match(events.at(-1) ?? '', /^finished: v2 alone answered for \d/);
  assert.deepEqual(said, ['watching for a rollout: roll the new release out now; it is waited for 2 s']);
});

await test('a run has one rollout: a third release in the middle of it is a step', async () => {
  const { kinds, rolled } = await watched([
    [['v1'], 200],
    [['v1', 'v2'], 200],
    [['v1', 'v3'], 200],
    [['v3'], 3000],
  ]);
  assert.equal(rolled, 'finished');
  assert.deepEqual(kinds, ['started', 'step', 'finished']);
});

await test('the old release that comes back is a rollback', async () => {
  const { kinds, rolled } = await watched([
    [['v1'], 200],
    [['v1', 'v2'], 200],
    [['v1'], 3000],
  ]);
  assert.equal(rolled, 'rolled-back');
  assert.deepEqual(kinds, ['started', 'rolled-back']);
});

await test('a rollout that never starts is told with what answered instead', async () => {
  const stays = await watched([[['v1'], 5000]], { timeoutSeconds: 0.5 });
  assert.equal(stays.rolled, 'unstarted');
  assert.match(stays.events[0] ?? '', /^failed: one release alone answered in 0\.5 s, \d+ times$/);
  const silent = await watched([[[null], 5000]], { timeoutSeconds: 0.3 });
  assert.equal(silent.rolled, 'unstarted');
  assert.match(silent.events[0] ?? '', /^failed: no answer told a revision or an instance in 0\.3 s/);
});

await test('a rollout that does not end in time failed', async () => {
  const { events, rolled } = await watched(
    [
      [['v1'], 200],
      [['v1', 'v2'], 5000],
    ],
    { timeoutSeconds: 0.6 },
  );
  assert.equal(rolled, 'failed');
  assert.equal(events.at(-1), 'failed: it was not over after 0.6 s');
});

await test('the time before the rollout is not counted, and a rollout that begins in it is followed', async () => {
  const { rolled, said } = await watched(
    [
      [['v1'], 200],
      [['v2'], 3000],
    ],
    { timeoutSeconds: 1 },
    60_000,
  );
  assert.equal(rolled, 'finished');
  assert.deepEqual(said, []);
});

await test('it ends at once when the run does, and then hears nothing more', async () => {
  const readings = createReadings();
  const stopped = new AbortController();
  const running = driven(settings, { readings, signal: stopped.signal });
  readings.tell({ atMs: performance.now(), revision: 'v1', instance: null });
  stopped.abort();
  const { rolled, events } = await running;
  readings.tell({ atMs: performance.now(), revision: 'v2', instance: null });
  assert.equal(rolled, 'aborted');
  assert.deepEqual(events, []);
});
