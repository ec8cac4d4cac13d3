import { createDeck } from '../deck.js';
import type { Member } from '../member.js';
import { createStartLine } from '../start-line.js';
import type { Schedule } from './schedule.js';

/** Milliseconds between two beats, and the share of the members that join in each; of so few people all. */
const beatMs = 700;
const half = 0.5;
const few = 8;

/** For so many milliseconds those who are there wait for those who still do something else. */
const mostWaitMs = 300;

/**
 * Requests that are collapsed, share a global or are paired wrongly meet only where they are under way together. Pages
 * are dealt, not drawn: each comes once in so many beats as there are pages, documents too.
 */
export const barrier: Schedule = {
  name: 'barrier',
  does: 'Half of the people, or all where they are few, ask for the same URL in the same millisecond.',
  run: async (scene) => {
    const random = scene.random.fork('barrier');
    const joining = scene.people.length < few ? 1 : half;
    const pending = new Map<Member, Promise<unknown>>();
    const deal = createDeck(scene.repertoire.pages, random);
    while (await scene.pause(beatMs)) {
      if (scene.moments.windsDown()) continue;
      const page = deal();
      // Who still waits for the last beat would come too late for this one as well.
      const joined = scene.people.filter((member) => random.next() < joining && !pending.has(member));
      const line = createStartLine(joined.length, scene.pause(mostWaitMs));
      for (const member of joined) {
        const turn = member.act(async (perform) => {
          await line.ready();
          await perform({ kind: 'fetch', page });
        });
        pending.set(
          member,
          turn.then(() => pending.delete(member)),
        );
      }
    }
    await Promise.all(pending.values());
  },
};
