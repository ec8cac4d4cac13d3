import type { Member } from '../member.js';
import { paced, type Scene } from '../scene.js';
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
      { name: 'leavers', members: leaving(scene), meanMs, due: true, dueBefore: true },
      async (perform, { random, member }) => {
        const { pages } = scene.repertoire;
        await perform({ kind: 'reuse', page: anyPage(pages, random) });
        // Only a page that was navigated to can be gone back to.
        const shown = pages.filter(({ kind }) => kind === 'page');
        if (member.actor.kind === 'browser' && shown.length > 0)
          await perform({ kind: 'back', page: anyPage(shown, random) });
      },
    ),
};

/** Of two or three people one alone signs in again: it writes, and leaves as well. */
function leaving(scene: Scene): readonly Member[] {
  const leavers = scene.having('leaver');
  return leavers.length > 0 ? leavers : scene.having('writer');
}
