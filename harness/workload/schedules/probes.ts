import type { Page } from '../../model/page.js';
import { paced, type Scene } from '../scene.js';
import type { Schedule } from './schedule.js';

/**
 * Milliseconds between two requests without a login, between two of the round that is made on the new release, and
 * between two of one person for somebody else's URL.
 */
const anonymousMs = 300;
const roundMs = 50;
const strangerMs = 8000;

/** An address that is its own key is open to everybody who counts (Optical Center, 2017; Francetest, 2021). */
export const probes: Schedule = {
  name: 'probes',
  does: 'Private URLs are asked for without a login and as somebody else, and the usual places of exports and backups without a login; of the new release all of them.',
  run: async (scene) => {
    await Promise.all([asNobody(scene), asSomebodyElse(scene)]);
  },
};

async function asNobody(scene: Scene): Promise<void> {
  const { privatePages, closed } = scene.repertoire;
  const lists = [closed, privatePages.map(({ page }) => page)].filter((list) => list.length > 0);
  if (scene.anonymous === null || lists.length === 0) return;
  const next = (attempts: number): Page | undefined => {
    const list = lists[attempts % lists.length] ?? [];
    return list[Math.floor(attempts / lists.length) % list.length];
  };
  await paced(
    scene,
    { name: 'probes', members: [scene.anonymous], meanMs: anonymousMs, due: true },
    async (perform, { attempts, owed }) => {
      if (owed) {
        // Asked in turn, each address alone might have met the old release every time.
        for (const page of closed) {
          await perform({ kind: 'probe', page });
          if (!(await scene.pause(roundMs))) return;
        }
        return;
      }
      const page = next(attempts);
      if (page !== undefined) await perform({ kind: 'probe', page });
    },
  );
}

async function asSomebodyElse(scene: Scene): Promise<void> {
  const { privatePages } = scene.repertoire;
  const members = scene.people.filter(({ actor }) => actor.kind === 'http');
  if (privatePages.length === 0) return;
  await paced(scene, { name: 'probes', members, meanMs: strangerMs }, async (perform, { random, member }) => {
    const { page, owner } = random.pick(privatePages);
    if (owner !== member.actor.identity?.id) await perform({ kind: 'probe', page });
  });
}
