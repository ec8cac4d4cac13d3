import { paced } from '../scene.js';
import type { Schedule } from './schedule.js';

const meanMs = 2500;

/** A write of the wrong hours stays: whose account it reached shows to a fresh login only (CAF, October 2021). */
export const writers: Schedule = {
  name: 'writers',
  does: 'Some write a value that names them into their own account, sign in afresh, and read it back.',
  run: async (scene) => {
    const { writes, written } = scene.repertoire;
    if (writes.length === 0) return;
    await paced(
      scene,
      { name: 'writers', members: scene.having('writer'), meanMs, due: true },
      async (perform, { attempts, member, random }) => {
        const write = writes[attempts % writes.length] ?? random.pick(writes);
        // The values are known in advance, so their number is bounded; each is written once, in order.
        const value = written.get(member.actor.identity?.id ?? '')?.[attempts];
        if (value !== undefined) await perform({ kind: 'write', write, value });
        await perform({ kind: 'login', alias: 0 });
        await perform({ kind: 'visit', page: write.readBack });
      },
    );
  },
};
