import type { Member } from '../member.js';
import { paced } from '../scene.js';
import type { Schedule } from './schedule.js';

/** Milliseconds that a stream is listened to, and between two of them: reconnects are where slots are mixed up. */
const forMs = 1500;
const gapMs = 700;
/** A browser's time is worth more: it listens less. */
const browserGapMs = 5000;

/** A connection that is re-established after a drain may be given another's channel (CVE-2026-25536). */
export const streams: Schedule = {
  name: 'streams',
  does: 'Some listen to WebSockets and server-sent events, and connect anew all the time.',
  run: async (scene) => {
    const { streams: pages } = scene.repertoire;
    if (pages.length === 0) return;
    const listen = (members: readonly Member[], meanMs: number): Promise<void> =>
      paced(scene, { name: 'streams', members, meanMs }, async (perform, { attempts, random }) => {
        const page = pages[attempts % pages.length] ?? random.pick(pages);
        await perform({ kind: 'listen', page, forMs });
      });
    const browsers = scene.people.filter(({ actor, churns }) => actor.kind === 'browser' && !churns);
    await Promise.all([listen(scene.having('listener'), gapMs), listen(browsers.slice(-1), browserGapMs)]);
  },
};
