import type { Clue } from '../clue.js';
import { isChangingPage } from '../changing-page.js';
import type { WrongLook } from '../facts.js';
import { of, seconds, share } from '../words.js';
import { namesCache } from '../wrong-look.js';

/** An answer that its owner's client had finished reading so long before was not on its way any more. */
const LATER_MS = 30;

/**
 * A wrong body whose very bytes somebody had received before. That means something only on pages whose bytes change
 * from one answer to the next: a page that is always the same for its owner is the same when it is made anew.
 */
export const replayedBodies: Clue = {
  name: 'replayed-bodies',
  kind: 'content',
  read: (facts) => {
    const telling = facts.wrong.filter(
      ({ look }) => look.digest !== null && look.channel !== 'dom' && isChangingPage(look.where, facts),
    );
    const replayed = telling.filter(({ look }) => look.replayOf !== null);
    if (replayed.length < 2 || share(replayed.length, telling.length) < 0.4) return null;
    const delays = replayed.map(delayOf).sort((a, b) => a - b);
    const later = delays.filter((delay) => delay > LATER_MS);
    const started = `${of(replayed.length, telling.length)} wrong bodies had been received by somebody else before`;
    if (share(later.length, delays.length) > 0.35) {
      const [from, to] = [seconds(later[0] ?? 0), seconds(later.at(-1) ?? 0)];
      const silent = !replayed.some(({ look }) => namesCache(look));
      const unmarked = silent ? ', and no header of a cache (RFC 9111 §5.1) came with them' : '';
      return {
        weights: silent
          ? { 'edge-cache': 1.5, 'process-state': 0.8, connection: 0.3, 'request-collapsing': -1 }
          : { 'edge-cache': 2.5, client: 0.3, 'request-collapsing': -1, 'process-state': -0.3 },
        because: `${started}, byte for byte, ${from} to ${to} earlier, on pages that are different at every look${unmarked}.`,
      };
    }
    const toOwner = replayed.filter(({ look, owner }) => look.replayOf?.viewer === owner).length;
    if (share(toOwner, replayed.length) < 0.6) return null;
    return {
      weights: { 'request-collapsing': 1.5, connection: 0.2, 'process-state': 0.2 },
      because: `${started}, byte for byte, while the request was under way, and ${String(toOwner)} of them by their owner.`,
    };
  },
};

function delayOf({ look }: WrongLook): number {
  return look.startedMs - (look.replayOf?.atMs ?? look.startedMs);
}
