import type { Clue } from '../clue.js';
import type { Tried } from '../facts.js';
import { of, share } from '../words.js';

/** The same pages without any login, just after somebody signed in had asked for them. */
export const triedAnonymously: Clue = {
  name: 'tried-anonymously',
  kind: 'anonymous',
  read: ({ family, experiments }) => {
    const tried = experiments.get('anonymous');
    if ((family !== 'shown' && family !== 'access') || tried === undefined || tried.tried < 3) return null;
    const apart = experiments.get('anonymous-apart');
    if (apart !== undefined && differs(tried, apart)) {
      return {
        weights: {
          connection: 2.5,
          'process-state': 0.3,
          'edge-cache': -1.5,
          authorization: -3,
          'login-mapping': -1.5,
        },
        because: `Asked without a login just after somebody signed in, ${of(tried.wrong, tried.tried)} showed somebody's data on the connections that others use, ${of(apart.wrong, apart.tried)} on one that nobody else uses.`,
      };
    }
    if (tried.wrong === 0) return null;
    const busted = experiments.get('cache-buster');
    if (busted !== undefined && busted.tried >= 6 && share(busted.wrong, busted.tried) > 0.5) {
      // A reply that went astray now and then tells nothing of how people are known.
      const often = tried.wrong >= 3 && share(tried.wrong, tried.tried) > 0.25;
      return {
        weights: {
          connection: often ? 2 : 0.5,
          'edge-cache': -0.5,
          'session-store': often ? -1.5 : 0,
          'login-mapping': -1.5,
        },
        because: `Asked without a login just after somebody signed in, ${of(tried.wrong, tried.tried)} showed that person's data, and no cache is to blame for it${often ? ': who is asking is not told by the cookie' : ''}.`,
      };
    }
    return {
      weights: {
        'edge-cache': 1,
        'process-state': 0.4,
        connection: 0.2,
        authorization: family === 'access' ? 0.6 : 0,
        'session-store': -1,
        'login-mapping': -1.5,
      },
      because: `Asked without a login just after somebody signed in, ${of(tried.wrong, tried.tried)} showed that person's data.`,
    };
  },
};

/** On one of two connections it was wrong time after time, on the other never: a person is bound to one of them. */
function differs(one: Tried, other: Tried): boolean {
  const [less, more] = one.wrong < other.wrong ? [one, other] : [other, one];
  return less.tried >= 3 && less.wrong === 0 && more.wrong >= 3 && share(more.wrong, more.tried) > 0.3;
}
