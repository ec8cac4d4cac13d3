import type { Clue } from '../clue.js';
import { of, share } from '../words.js';

/** Asked strictly one after the other, whose data did the wrong answers show? */
export const triedInTurn: Clue = {
  name: 'tried-in-turn',
  kind: 'sequence',
  read: ({ family, experiments }) => {
    if (family !== 'shown') return null;
    // With a cache in between, the one before is simply who filled it.
    const previous = experiments.get('cache-buster-the-one-before');
    const busted = experiments.get('cache-buster');
    if (previous === undefined || busted === undefined || previous.tried < 3) return null;
    // Where only a few people are shown others, the order of asking may simply be that of the accounts.
    if (share(busted.wrong, busted.tried) < 0.5) return null;
    if (share(previous.wrong, previous.tried) < 0.7) return null;
    return {
      weights: {
        'session-store': 0.8,
        connection: 0.8,
        'process-state': 0.6,
        data: 0.4,
        'edge-cache': -1,
        'login-mapping': -1.5,
      },
      because: `Asked one after the other, ${of(previous.wrong, previous.tried)} wrong answers showed whoever had asked just before.`,
    };
  },
};
