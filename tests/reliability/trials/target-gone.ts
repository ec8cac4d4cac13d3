import { setTimeout as delay } from 'node:timers/promises';
import type { Trial } from '../trial.js';

/** Long enough for every connection to break and for several attempts to fail. */
const goneMs = 2_000;

/** The rollout takes as long as it takes: the command of the config would fail with its target. */
const rollout = { driver: 'command', command: 'sleep 4' };

const unsure = { codes: [3], verdicts: ['inconclusive'] } as const;

const goneForAWhile: Trial['begin'] = async () => ({
  config: { rollout },
  inject: async ({ reached, target }) => {
    await reached('before');
    await target.kill();
    await delay(goneMs);
    await target.comeBack('r2');
  },
});

/** The target's process is killed, and comes back or does not; or it is there and does not answer. */
export const targetTrials: readonly Trial[] = [
  {
    name: 'target-gone-for-a-while',
    injected: 'target killed before the rollout, back after 2 s with the new release',
    leaks: false,
    deadlineSeconds: 120,
    begin: goneForAWhile,
    expected: { codes: [0, 3], verdicts: ['pass', 'inconclusive'] },
  },
  {
    name: 'target-gone-for-a-while-leaking',
    injected: 'target killed before the rollout, back after 2 s with the new release',
    leaks: true,
    deadlineSeconds: 120,
    begin: goneForAWhile,
    // Where the target takes its time to come back, nobody has come across the leak before the run ends.
    expected: { codes: [1, 3], verdicts: ['fail', 'inconclusive'] },
  },
  {
    name: 'target-gone-for-good',
    injected: 'target killed during the rollout, for good',
    leaks: false,
    deadlineSeconds: 120,
    begin: async () => ({
      inject: async ({ reached, target }) => {
        await reached('during');
        await target.kill();
      },
    }),
    expected: unsure,
  },
  {
    name: 'target-frozen',
    injected: 'target stopped (SIGSTOP) during the rollout: it takes connections and never answers',
    leaks: false,
    deadlineSeconds: 180,
    begin: async () => ({
      config: { rollout },
      inject: async ({ reached, target }) => {
        await reached('before');
        target.freeze();
      },
    }),
    expected: unsure,
  },
  {
    name: 'target-gone-while-learning',
    injected: 'target killed while everybody signs in, for good',
    leaks: false,
    deadlineSeconds: 120,
    begin: async () => ({
      inject: async ({ reached, target }) => {
        await reached('learn');
        await target.kill();
      },
    }),
    // Nobody could sign in: SOSIE_TARGET_LOGIN, before the first look. Where some could, the rest is not seen.
    expected: { codes: [3, 4], verdicts: [] },
  },
];
