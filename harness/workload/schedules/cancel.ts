import { paced } from '../scene.js';
import { anyPage } from '../weighted.js';
import type { Schedule } from './schedule.js';

const meanMs = 10_000;

/** An answer that nobody reads any more is the next one's on the same connection (OpenAI, March 2023; CVE-2023-28858). */
export const cancel: Schedule = {
  name: 'cancel',
  does: 'Requests are cut off in mid-body, and another one follows at once.',
  run: (scene) =>
    paced(scene, { name: 'cancel', members: scene.people, meanMs }, async (perform, { random }) => {
      const [cut, next] = [anyPage(scene.repertoire.pages, random), anyPage(scene.repertoire.pages, random)];
      await perform({ kind: 'cancel', page: cut });
      await perform({ kind: 'fetch', page: next });
    }),
};
