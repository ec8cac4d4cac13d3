import { paced } from '../scene.js';
import { anyPage } from '../weighted.js';
import type { Schedule } from './schedule.js';

/** Milliseconds between two of one person: where there are few people, each does it more often. */
const mostMs = 10_000;
const leastMs = 2500;
const perPersonMs = 400;

/** An answer that nobody reads any more is the next one's on the same connection (OpenAI, March 2023; CVE-2023-28858). */
export const cancel: Schedule = {
  name: 'cancel',
  does: 'Requests are cut off while the answer is made or in its body, and another one follows at once.',
  run: (scene) => {
    const meanMs = Math.min(mostMs, Math.max(leastMs, perPersonMs * scene.people.length));
    return paced(
      scene,
      { name: 'cancel', members: scene.people, meanMs },
      async (perform, { random, attempts }) => {
        const [cut, next] = [
          anyPage(scene.repertoire.pages, random),
          anyPage(scene.repertoire.pages, random),
        ];
        // A server that has sent the first bytes has long since read what it needed: only who waits leaves a reply behind.
        await perform({ kind: 'cancel', page: cut, waiting: attempts % 3 === 2 ? null : random.next() });
        await perform({ kind: 'fetch', page: next });
      },
    );
  },
};
