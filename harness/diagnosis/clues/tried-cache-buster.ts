import type { Clue } from '../clue.js';
import { of, share } from '../words.js';

/** The same looks again, one after the other, with and without a query that no cache has seen. */
export const triedCacheBuster: Clue = {
  name: 'tried-cache-buster',
  kind: 'cache-buster',
  read: ({ family, experiments, sharedTokens }) => {
    if (family !== 'shown' && family !== 'access') return null;
    const plain = experiments.get('alone');
    const busted = experiments.get('cache-buster');
    if (plain === undefined || busted === undefined || plain.wrong < 4 || busted.tried < 6) return null;
    const said = `Asked one after the other, ${of(plain.wrong, plain.tried)} were wrong; with a query that no cache had seen, ${of(busted.wrong, busted.tried)}.`;
    if (share(busted.wrong, busted.tried) < share(plain.wrong, plain.tried) / 5) {
      return {
        weights: {
          'edge-cache': 2.2,
          'process-state': 0.4,
          'session-store': -0.5,
          'login-mapping': -1,
          data: -0.4,
        },
        because: said,
      };
    }
    // A session that is another's shows it by whatever URL; how it came to be that is not told by asking for pages.
    if (sharedTokens.length > 0) return null;
    if (share(busted.wrong, busted.tried) < share(plain.wrong, plain.tried) / 2) return null;
    // Few were wrong even so: others who were asking meanwhile may have got in the way.
    const collapsing = share(plain.wrong, plain.tried) > 0.5 ? -1.5 : -0.3;
    return {
      weights: {
        'edge-cache': -1.2,
        'request-collapsing': collapsing,
        'process-state': 0.5,
        'session-store': 0.3,
      },
      because: said,
    };
  },
};
