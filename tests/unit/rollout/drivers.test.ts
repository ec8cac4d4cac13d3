import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import type { CommandRollout, RolloutSettings } from '../../../harness/model/rollout.js';
import { driven } from './driven.js';

const command = (line: string, more: Partial<CommandRollout> = {}): RolloutSettings => ({
  driver: 'command',
  command: line,
  rollback: null,
  rollbackOnViolation: false,
  timeoutSeconds: 10,
  ...more,
});

/** Posts these steps to the manual driver as soon as it tells where; gives the statuses too. */
async function byHand(...steps: readonly string[]) {
  const statuses: number[] = [];
  const post = async (said: string): Promise<void> => {
    const url = /http:\S+?\/rollout\//.exec(said)?.[0] ?? '';
    for (const step of steps) {
      const { statusCode, body } = await request(`${url}${step}`, { method: 'POST' });
      statuses.push(statusCode);
      await body.dump();
    }
  };
  const say = (line: string): void => void post(line).catch(() => undefined);
  const outcome = await driven({ driver: 'manual', port: 0, timeoutSeconds: 10 }, { say });
  return { ...outcome, statuses };
}

await test('a command bounds the rollout, and each of its lines is a step', async () => {
  const { events, rolled } = await driven(command('echo one; echo two >&2'));
  assert.equal(rolled, 'finished');
  assert.equal(events[0], 'started: the command was started');
  assert.deepEqual(events.slice(1, -1).sort(), ['step: one', 'step: two']);
  assert.match(events.at(-1) ?? '', /^finished/);
});

await test('a command that fails is a failed rollout, with its last lines and without its secrets', async () => {
  process.env['DEPLOY_TOKEN'] = 'abc-0123456789';
  const { events, rolled } = await driven(
    command('echo "pulling"; echo "login with $DEPLOY_TOKEN"; echo "password=hunter22 refused"; exit 3'),
  );
  delete process.env['DEPLOY_TOKEN'];
  assert.equal(rolled, 'failed');
  assert.equal(
    events.at(-1),
    'failed: the command ended with exit code 3; last output: pulling / login with *** / password=*** refused',
  );
  assert.doesNotMatch(events.join(), /0123456789|hunter22/);
});

await test('a command that does not end is stopped at its time-out, with its children', async () => {
  const began = performance.now();
  const { events } = await driven(command('sleep 30 & sleep 30', { timeoutSeconds: 0.5 }));
  assert.equal(events.at(-1), 'failed: the command was ended by SIGTERM after 0.5 s');
  assert.ok(performance.now() - began < 8000);
});

await test('a command ends when it exits: what it left in the background lives on', async () => {
  const began = performance.now();
  const { events, rolled } = await driven(command('sleep 60 & echo $!; printf done', { timeoutSeconds: 2 }));
  assert.ok(performance.now() - began < 3000);
  const [, pid = '', ...others] = events.map((event) => event.replace('step: ', ''));
  assert.equal(rolled, 'finished');
  assert.deepEqual(others, ['done', 'finished: the command ended with exit code 0']);
  process.kill(Number(pid), 'SIGTERM');
});

await test('what a command left in the background may go on printing, and nobody listens', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sosie-background-'));
  const printed = join(folder, 'printed');
  // More at a time than a pipe holds.
  const line = "head -c 100000 /dev/zero | tr '\\0' x && echo";
  const server = `(while sleep 0.1; do ${line} && echo >> ${printed} || exit; done) & echo $!`;
  const { events } = await driven(command(server));
  const pid = Number(events[1]?.replace('step: ', ''));
  try {
    const sizes = async (): Promise<number> => (await stat(printed)).size;
    const [steps, before] = [events.length, await sizes()];
    const deadline = performance.now() + 5000;
    while ((await sizes()) < before + 3) {
      assert.ok(performance.now() < deadline, 'it no longer prints');
      await delay(20);
    }
    assert.equal(events.length, steps);
  } finally {
    process.kill(pid, 'SIGTERM');
    await rm(folder, { recursive: true });
  }
});

await test('a failed command is taken back by its rollback, which may fail as well', async () => {
  const back = await driven(command('exit 1', { rollback: 'echo returned' }));
  assert.equal(back.rolled, 'rolled-back');
  assert.deepEqual(back.kinds, ['started', 'failed', 'rolling-back', 'step', 'rolled-back']);
  assert.equal(back.events[2], 'rolling-back: the rollout failed');
  const stuck = await driven(command('exit 1', { rollback: 'echo no way back; exit 2' }));
  assert.equal(stuck.rolled, 'failed');
  assert.equal(
    stuck.events.at(-1),
    'failed: the rollback command ended with exit code 2; last output: no way back',
  );
});

await test('a command that succeeds is not taken back, and one that is interrupted neither', async () => {
  const fine = await driven(command('true', { rollback: 'echo returned' }));
  assert.deepEqual(fine.kinds, ['started', 'finished']);
  const interrupted = new AbortController();
  const cut = await driven(command('echo on; sleep 30', { rollback: 'echo returned' }), {
    signal: interrupted.signal,
    onEvent: (event) => {
      if (event === 'step') interrupted.abort();
    },
  });
  assert.equal(cut.rolled, 'aborted');
  assert.deepEqual(cut.kinds, ['started', 'step']);
});

await test('a violation stops the command, and takes it back', async () => {
  const unwanted = new AbortController();
  const { rolled, kinds } = await driven(
    command('echo on; sleep 30', { rollback: 'true', rollbackOnViolation: true }),
    {
      unwanted: unwanted.signal,
      onEvent: (event) => {
        if (event === 'step') unwanted.abort();
      },
    },
  );
  assert.equal(rolled, 'rolled-back');
  assert.deepEqual(kinds, ['started', 'step', 'rolling-back', 'rolled-back']);
});

await test('a manual rollout is started and finished by a POST, and a finish before the start is refused', async () => {
  const { events, statuses } = await byHand('finish', 'start', 'start', 'finish');
  assert.deepEqual(events, ['started: started by hand', 'finished: ended by hand']);
  assert.deepEqual(statuses.slice(0, 3), [409, 200, 409]);
});

await test('a manual rollout that is taken back by hand is a rollback', async () => {
  const { kinds, rolled } = await byHand('rollback', 'start', 'rollback', 'finish');
  assert.equal(rolled, 'rolled-back');
  assert.deepEqual(kinds, ['started', 'rolling-back', 'rolled-back']);
});

await test('a manual rollout without a word, or on a port that is taken, never starts', async () => {
  const silent = await driven({ driver: 'manual', port: 0, timeoutSeconds: 0.1 });
  assert.equal(silent.rolled, 'unstarted');
  assert.deepEqual(silent.events, ['failed: no word of its end after 0.1 s']);
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const taken = await driven({ driver: 'manual', port, timeoutSeconds: 10 });
  other.close();
  assert.equal(taken.rolled, 'unstarted');
  assert.deepEqual(taken.events, [`failed: port ${String(port)} of 127.0.0.1 cannot be used: EADDRINUSE`]);
});

await test('a manual rollout that is interrupted while its port is opened waits for nobody', async () => {
  const interrupted = new AbortController();
  const outcome = driven({ driver: 'manual', port: 0, timeoutSeconds: 2 }, { signal: interrupted.signal });
  interrupted.abort();
  assert.deepEqual((await outcome).events, []);
});

await test('without a rollout nothing is reported', async () => {
  const { events } = await driven({ driver: 'none', seconds: 0.05 });
  assert.deepEqual(events, []);
});
