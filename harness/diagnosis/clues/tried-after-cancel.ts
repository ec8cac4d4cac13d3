import type { Clue } from '../clue.js';
import { of, share } from '../words.js';

/** Requests that were cut off leave something behind: an answer on a connection, a context that nobody clears. */
export const triedAfterCancel: Clue = {
  name: 'tried-after-cancel',
  kind: 'sequence',
  read: ({ family, experiments }) => {
    if (family !== 'shown' && family !== 'access') return null;
    const busted = experiments.get('cache-buster');
    const after = experiments.get('after-cancel');
    if (busted === undefined || after === undefined || after.wrong < 2) return null;
    if (share(after.wrong, after.tried) < 4 * share(busted.wrong, busted.tried)) return null;
    return {
      weights: {
        connection: 1,
        'session-store': 0.8,
        'process-state': 0.7,
        'edge-cache': -1,
        'login-mapping': -1,
      },
      because: `After requests that were cut off ${of(after.wrong, after.tried)} were wrong, without them ${of(busted.wrong, busted.tried)}.`,
    };
  },
};
