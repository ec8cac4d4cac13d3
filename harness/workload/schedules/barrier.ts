import type { Member } from '../member.js';
import { anyPage } from '../weighted.js';
import type { Schedule } from './schedule.js';

/** Milliseconds between two beats, and the share of the members that join in each. */
const beatMs = 700;
const joining = 0.5;

/** Requests that are collapsed, share a global or are paired wrongly meet only where they are under way together. */
export const barrier: Schedule = {
  name: 'barrier',
  does: 'Half of the people ask for the same URL in the same millisecond.',
  run: async (scene) => {
    const random = scene.random.fork('barrier');
    const pending = new Map<Member, Promise<unknown>>();
    while (await scene.pause(beatMs)) {
      const page = anyPage(scene.repertoire.pages, random);
      for (const member of scene.people) {
        // Who still waits for the last beat would come too late for this one as well.
        if (random.next() >= joining || pending.has(member)) continue;
        const turn = member.act((perform) => perform({ kind: 'fetch', page }));
        pending.set(
          member,
          turn.then(() => pending.delete(member)),
        );
      }
    }
    await Promise.all(pending.values());
  },
};
