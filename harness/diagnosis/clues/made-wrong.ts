import type { Clue } from '../clue.js';
import { isChangingPage } from '../changing-page.js';
import { share } from '../words.js';
import { areJoined } from './joined.js';

/** Wrong bodies that nobody had received before were made wrong; nothing that keeps answers can have done it. */
export const madeWrong: Clue = {
  name: 'made-wrong',
  kind: 'content',
  read: (facts) => {
    const { wrong, sharedTokens } = facts;
    // Where a session was swapped, the pages made for it afterwards are new as well: that is told by the tokens.
    if (sharedTokens.length > 0) return null;
    const telling = wrong.filter(
      ({ look, named }) =>
        named && look.digest !== null && look.channel !== 'dom' && isChangingPage(look.where, facts),
    );
    const fresh = telling.filter(({ look }) => look.replayOf === null).length;
    if (fresh < 3 || share(fresh, telling.length) < 0.6) return null;
    return {
      weights: {
        'edge-cache': -1.5,
        'request-collapsing': areJoined(facts) ? 0 : -0.8,
        'process-state': 0.4,
        connection: 0.2,
      },
      because: `${String(fresh)} wrong bodies had never been sent to anybody before: they were made wrong, not kept.`,
    };
  },
};
