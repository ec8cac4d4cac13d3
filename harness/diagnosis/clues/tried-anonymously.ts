import type { Clue } from '../clue.js';
import { of, share } from '../words.js';

/** The same pages without any login, just after somebody signed in had asked for them. */
export const triedAnonymously: Clue = {
  name: 'tried-anonymously',
  kind: 'anonymous',
  read: ({ family, experiments }) => {
    const tried = experiments.get('anonymous');
    if ((family !== 'shown' && family !== 'access') || tried === undefined || tried.tried < 3) return null;
    if (tried.wrong === 0) return null;
    const apart = experiments.get('anonymous-apart');
    if (apart !== undefined && apart.tried >= 3 && apart.wrong === 0 && tried.wrong >= 3) {
      return {
        weights: {
          connection: 2.5,
          'process-state': 1,
          'edge-cache': -1.5,
          authorization: -3,
          'login-mapping': -1.5,
        },
        because: `Asked without a login just after somebody signed in, ${of(tried.wrong, tried.tried)} showed that person's data on the connections that they use, ${of(apart.wrong, apart.tried)} on one that nobody else uses.`,
      };
    }
    const busted = experiments.get('cache-buster');
    if (busted !== undefined && busted.tried >= 6 && share(busted.wrong, busted.tried) > 0.5) {
      return {
        weights: {
          connection: 2,
          'edge-cache': -0.5,
          'session-store': -1.5,
          'login-mapping': -1.5,
        },
        because: `Asked without a login just after somebody signed in, ${of(tried.wrong, tried.tried)} showed that person's data, and no cache is to blame for it: who is asking is not told by the cookie.`,
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
