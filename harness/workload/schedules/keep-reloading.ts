import { paced } from '../scene.js';
import { anyPage, weighted } from '../weighted.js';
import type { Schedule } from './schedule.js';

const shares = [
  ['reload', 5],
  ['visit', 3],
  ['fetch', 4],
] as const;

/** What everybody does most of the time, and what La Poste's customers did. */
export const keepReloading: Schedule = {
  name: 'keep-reloading',
  does: 'Everybody looks at their own pages again and again.',
  run: (scene) =>
    paced(
      scene,
      { name: 'keep-reloading', members: scene.people, meanMs: scene.thinkMs },
      (perform, { random }) => {
        const kind = weighted(shares, random);
        const page = anyPage(scene.repertoire.pages, random);
        return perform({ kind: page.kind === 'subresource' ? 'fetch' : kind, page });
      },
    ),
};
