import { atEach, type Moment } from '../moments.js';
import { anyPage } from '../weighted.js';
import type { Schedule } from './schedule.js';

const moments: readonly Moment[] = ['rollout-begins', 'swap'];

/** Milliseconds for which the requests follow each other, and between two of them. */
const forMs = 600;
const gapMs = 30;

/** A process that ends with requests in flight leaves connections with unread answers behind. */
export const drain: Schedule = {
  name: 'drain',
  does: 'While an instance drains, some ask again as soon as they have their answer.',
  run: async (scene) => {
    const members = scene.having('drainer');
    const ask = (): Promise<unknown> =>
      Promise.all(
        members.map((member) => {
          const random = scene.random.fork(`drain/${member.actor.name}`);
          return member.act(async (perform) => {
            for (let left = forMs / gapMs; left > 0 && (await scene.pause(gapMs)); left -= 1)
              await perform({ kind: 'fetch', page: anyPage(scene.repertoire.pages, random) });
          });
        }),
      );
    await Promise.all(moments.map((moment) => atEach(scene.moments, moment, ask)));
  },
};
