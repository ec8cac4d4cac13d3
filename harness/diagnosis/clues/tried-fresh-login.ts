import type { Clue } from '../clue.js';
import { of, share } from '../words.js';

/** People who were affected signed in once more, one after the other and all at once. */
export const triedFreshLogin: Clue = {
  name: 'tried-fresh-login',
  kind: 'login',
  read: ({ family, experiments, sharedTokens }) => {
    if (family !== 'shown') return null;
    const serial = experiments.get('fresh-login');
    const storm = experiments.get('logins-together');
    if (serial === undefined || serial.tried < 2) return null;
    const same = experiments.get('fresh-login-same-account');
    // Where logins hand out a token that another holds, the account is that of the token.
    if (sharedTokens.length === 0 && same !== undefined && same.wrong > 0 && same.wrong === same.tried) {
      const again = same.wrong > 1;
      return {
        weights: {
          'login-mapping': again ? 1.2 : 0.3,
          'session-store': again ? 0.2 : 0.1,
          'request-collapsing': again ? -1 : 0,
        },
        because: `Of ${String(serial.tried)} fresh logins ${String(serial.wrong)} reached another account; ${of(same.wrong, same.tried)} people who signed in twice reached the same one both times.`,
      };
    }
    if (storm === undefined || storm.wrong < 2 || share(storm.wrong, storm.tried) < 0.2) return null;
    if (share(serial.wrong, serial.tried) * 2 > share(storm.wrong, storm.tried)) return null;
    const together = experiments.get('together');
    if (together !== undefined && share(together.wrong, together.tried) * 3 > share(storm.wrong, storm.tried))
      return null;
    return {
      weights: { 'login-mapping': 1.4, 'process-state': 2.6, 'session-store': -0.5, 'edge-cache': -0.5 },
      because: `Of fresh logins one after the other ${of(serial.wrong, serial.tried)} were wrong, of those at the same time ${of(storm.wrong, storm.tried)}.`,
    };
  },
};
