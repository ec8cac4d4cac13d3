import type { Schedule } from './schedule.js';

/** A session from before that nothing has touched meets the new release with nothing renewed (session ids that begin anew, keys that changed). */
export const idleWake: Schedule = {
  name: 'idle-wake',
  does: 'Some sleep through the rollout with their old session, and wake together after it.',
  run: async (scene) => {
    await Promise.all(
      scene.having('sleeper').map(async (member) => {
        for (let slept = 0; await scene.moments.past('rollout-begins', slept);) {
          slept = scene.moments.count('rollout-begins');
          const awake = await member.act(async (perform) => {
            if (!(await scene.moments.past('rollout-ended', slept - 1))) return;
            const done = scene.moments.owe('idle-wake');
            try {
              for (const page of scene.repertoire.pages) await perform({ kind: 'visit', page });
            } finally {
              done();
            }
          });
          if (!awake) return;
        }
      }),
    );
  },
};
