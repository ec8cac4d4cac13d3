import { dueAfterRollout } from '../due.js';
import type { Schedule } from './schedule.js';

const gapMs = 500;

/** What the first one leaves in storage, caches, service worker or history, the second one finds (Twitter and Firefox, 2020). */
export const handover: Schedule = {
  name: 'handover',
  does: 'Two people use one browser, one after the other.',
  run: async (scene) => {
    if (scene.device === null) return;
    let [from, to] = scene.device.users;
    const due = dueAfterRollout(scene.moments, 'handover', { first: true });
    while (await scene.pause(gapMs)) {
      if (scene.moments.windsDown() && !due.owed()) continue;
      const done = due.begins();
      const seen = await scene.handOver(from, to);
      if (seen === null || seen.length > 0) done();
      if (seen === null) return;
      [from, to] = [to, from];
    }
  },
};
