import { atEach } from '../moments.js';
import { anyPage } from '../weighted.js';
import type { Schedule } from './schedule.js';

/** Rounds of A, then B: with three instances behind the balancer each meets both. */
const rounds = 3;

/** What a fresh process keeps of its first visitor shows to the second, without any load (CVE-2022-23633, excon CVE-2019-16779). */
export const serialPairs: Schedule = {
  name: 'serial-pairs',
  does: 'After an instance is replaced two people ask for one page, one after the other, while all others pause.',
  run: async (scene) => {
    const [first, second] = scene.having('pair');
    if (first === undefined || second === undefined) return;
    const random = scene.random.fork('serial-pairs');
    await atEach(scene.moments, 'swap', () => {
      const page = anyPage(scene.repertoire.pages, random);
      return first.act(
        (asFirst) =>
          second.act(
            (asSecond) =>
              scene.floor.hold(async () => {
                for (let round = 0; round < rounds; round += 1) {
                  await asFirst({ kind: 'fetch', page });
                  await asSecond({ kind: 'fetch', page });
                }
              }),
            { onFloor: true },
          ),
        { onFloor: true },
      );
    });
  },
};
