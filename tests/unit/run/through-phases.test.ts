import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loginForm } from '../../../harness/config/login-recipes.js';
import { resolveConfig } from '../../../harness/config/resolve.js';
import type { RolloutConfig } from '../../../harness/config/rollout-config.js';
import type { Phase } from '../../../harness/model/phase.js';
import { createDriver, createReadings } from '../../../harness/rollout/index.js';
import { throughPhases } from '../../../harness/run/through-phases.js';
import { createMoments, type Moment } from '../../../harness/workload/moments.js';

/** One run through its phases with a real driver. `unwantedIn`: a violation is seen as soon as this phase begins. */
async function phasesOf(
  rollout: RolloutConfig,
  { unwantedIn, owes }: { unwantedIn?: Phase; owes?: { readonly in: Phase; readonly forMs: number } } = {},
) {
  const settings = resolveConfig(
    {
      target: { baseUrl: 'http://127.0.0.1:8080' },
      identities: [{ username: 'ann' }, { username: 'bob' }],
      login: loginForm({ url: '/login' }),
      pages: ['/account'],
      rollout,
      load: { beforeSeconds: 0.05, afterSeconds: 0.05 },
    },
    {},
    { source: 'sosie.config.ts', baseDir: process.cwd() },
  );
  const clock = { nowMs: () => performance.now() };
  const unwanted = new AbortController();
  const moments = createMoments();
  const said: string[] = [];
  const happened: string[] = [];
  let phase: Phase = 'before';
  const say = (line: string): void => void said.push(line);
  const owe = (): void => {
    if (owes?.in === phase) setTimeout(moments.owe('handover'), owes.forMs);
  };
  owe();
  const beganMs = clock.nowMs();
  await throughPhases({
    settings,
    driver: createDriver(settings.rollout, {
      ...{ cwd: process.cwd(), say, clock },
      readings: createReadings(),
      beforeMs: 0,
    }),
    recorder: {
      emit: (record) => {
        if (record.type === 'rollout' && record.event !== 'step') happened.push(record.event);
      },
      note: () => 0,
      phase: () => phase,
      enter: (next) => {
        phase = next;
        happened.push(`[${next}]`);
        owe();
        if (next === unwantedIn) setTimeout(() => unwanted.abort(), 10);
      },
    },
    standing: { claims: () => [], lacks: () => false },
    ...{ clock, moments, say },
    unwanted: unwanted.signal,
    signal: new AbortController().signal,
  });
  const told = (moment: Moment): number => moments.count(moment);
  const tookMs = clock.nowMs() - beganMs;
  return {
    happened: happened.join(' '),
    said,
    tookMs,
    moments: [told('rollout-begins'), told('rollout-ended')],
  };
}

await test('a rollout has a before, a during and an after, and its events are said', async () => {
  const { happened, said, moments } = await phasesOf({
    driver: 'command',
    command: 'true',
    rollback: 'true',
  });
  assert.equal(happened, '[during] started finished [after]');
  assert.deepEqual(said, [
    'rollout started: the command was started',
    'rollout finished: the command ended with exit code 0',
  ]);
  assert.deepEqual(moments, [1, 1]);
});

await test('a rollout that fails is looked on after as well; one that is taken back has a rollback instead', async () => {
  const failed = await phasesOf({ driver: 'command', command: 'exit 4' });
  assert.equal(failed.happened, '[during] started failed [after]');
  const back = await phasesOf({ driver: 'command', command: 'exit 4', rollback: 'true' });
  assert.equal(back.happened, '[during] started failed [rollback] rolling-back rolled-back');
  assert.deepEqual(
    back.moments,
    [2, 2],
    'whoever slept through the rollout sleeps through the rollback as well',
  );
});

await test('a violation during the rollout or after it takes it back where that is configured', async () => {
  const rollback = { rollback: 'true', rollbackOnViolation: true };
  const during = await phasesOf(
    { driver: 'command', command: 'sleep 20', ...rollback },
    { unwantedIn: 'during' },
  );
  assert.equal(during.happened, '[during] started [rollback] rolling-back rolled-back');
  const after = await phasesOf({ driver: 'command', command: 'true', ...rollback }, { unwantedIn: 'after' });
  assert.equal(after.happened, '[during] started finished [after] [rollback] rolling-back rolled-back');
});

await test('a rollout that never starts leaves the run before it', async () => {
  const { happened, said } = await phasesOf({ driver: 'manual', timeoutSeconds: 1 });
  assert.equal(happened, 'failed');
  assert.equal(said.at(-1), 'rollout failed: no word of its end after 1 s');
});

await test('what a schedule has yet to do is waited for, on the old release and on the new one', async () => {
  const rollout = { driver: 'command', command: 'true' } as const;
  for (const phase of ['before', 'after'] as const) {
    const waited = await phasesOf(rollout, { owes: { in: phase, forMs: 900 } });
    assert.ok(waited.tookMs >= 900, `${phase}: ${String(waited.tookMs)}`);
  }
  const nothing = await phasesOf(rollout);
  assert.ok(nothing.tookMs < 900, String(nothing.tookMs));
});
