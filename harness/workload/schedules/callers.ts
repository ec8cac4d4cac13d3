import { paced } from '../scene.js';
import type { Schedule } from './schedule.js';

/** What a token may read is decided anew by each release (Doctolib, July 2020). */
export const callers: Schedule = {
  name: 'callers',
  does: 'API clients ask for what their token was granted.',
  run: (scene) =>
    paced(
      scene,
      { name: 'callers', members: scene.clients, meanMs: 2 * scene.thinkMs },
      async (perform, { attempts, member }) => {
        const pages = scene.repertoire.calls.get(member.actor.identity?.id ?? '') ?? [];
        const page = pages[attempts % pages.length];
        if (page !== undefined) await perform({ kind: 'fetch', page });
      },
    ),
};
