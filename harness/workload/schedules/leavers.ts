import { paced } from '../scene.js';
import { anyPage } from '../weighted.js';
import type { Schedule } from './schedule.js';

const meanMs = 4000;

/** A session that outlives its logout is a stranger's on the next device (CVE-2025-46336). */
export const leavers: Schedule = {
  name: 'leavers',
  does: 'Some sign out, and then use the old session, or go back in the history of the browser.',
  run: (scene) =>
    paced(
      scene,
      { name: 'leavers', members: scene.having('leaver'), meanMs, due: true },
      (perform, { random, attempts, member }) => {
        const { pages } = scene.repertoire;
        // Only a page that was navigated to can be gone back to.
        const shown = pages.filter(({ kind }) => kind === 'page');
        const goesBack = member.actor.kind === 'browser' && attempts % 2 === 0 && shown.length > 0;
        const page = anyPage(goesBack ? shown : pages, random);
        return perform({ kind: goesBack ? 'back' : 'reuse', page });
      },
    ),
};
