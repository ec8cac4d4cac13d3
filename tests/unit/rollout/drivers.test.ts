import assert from 'node:assert/strict';
import { test } from 'node:test';
import { request } from 'undici';
import { createDriver, type RolloutSettings } from '../../../harness/rollout/index.js';

async function runDriver(
  rollout: RolloutSettings,
  during: (said: string) => Promise<void> = () => Promise.resolve(),
  signal = new AbortController().signal,
) {
  const events: string[] = [];
  const driver = createDriver(rollout, { cwd: process.cwd(), say: (line) => void during(line) });
  await driver.run((event, detail) => events.push(`${event}: ${detail}`), signal);
  return events;
}

await test('a command bounds the rollout, and each of its lines is a step', async () => {
  const events = await runDriver({
    driver: 'command',
    command: 'echo one; echo two >&2',
    timeoutSeconds: 10,
  });
  assert.equal(events[0], 'started: the command was started');
  assert.deepEqual(events.slice(1, -1).sort(), ['step: one', 'step: two']);
  assert.match(events.at(-1) ?? '', /^finished/);
});

await test('a command that fails is a failed rollout, with its last words', async () => {
  const events = await runDriver({
    driver: 'command',
    command: 'echo "image not found"; exit 3',
    timeoutSeconds: 10,
  });
  assert.equal(events.at(-1), 'failed: the command ended with exit code 3; last output: image not found');
});

await test('a command that does not end is stopped at its time-out, with its children', async () => {
  const began = performance.now();
  const events = await runDriver({ driver: 'command', command: 'sleep 30 & sleep 30', timeoutSeconds: 0.5 });
  assert.match(events.at(-1) ?? '', /^failed: the command was ended by SIGTERM/);
  assert.ok(performance.now() - began < 8000);
});

await test('a manual rollout is started and finished by a POST, and a finish before the start is refused', async () => {
  const statuses: number[] = [];
  const events = await runDriver({ driver: 'manual', port: 0, timeoutSeconds: 10 }, async (said) => {
    const url = /http:\S+?\/rollout\//.exec(said)?.[0] ?? '';
    for (const step of ['finish', 'start', 'start', 'finish']) {
      const { statusCode, body } = await request(`${url}${step}`, { method: 'POST' });
      statuses.push(statusCode);
      await body.dump();
    }
  });
  assert.deepEqual(events, ['started: started by hand', 'finished: ended by hand']);
  assert.deepEqual(statuses.slice(0, 3), [409, 200, 409]);
});

await test('without a rollout nothing is reported', async () => {
  assert.deepEqual(await runDriver({ driver: 'none', seconds: 0.05 }), []);
});
