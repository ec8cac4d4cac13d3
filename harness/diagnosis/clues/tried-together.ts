import type { Clue } from '../clue.js';
import { of, share } from '../words.js';
import { areJoined } from './joined.js';
import { neighboursOf } from './neighbours.js';
import { whatIsShared } from './rows-only.js';

const byShared = {
  rows: { 'process-state': 0.8, data: 1.6 },
  document: { 'process-state': 1.6, data: 0.8 },
  state: { 'process-state': 1.6 },
};

/** The same looks again: one after the other, all in the same millisecond, and so with a query for each of its own. */
export const triedTogether: Clue = {
  name: 'tried-together',
  kind: 'concurrency',
  read: (facts) => {
    const { family, experiments } = facts;
    if (family !== 'shown') return null;
    const alone = experiments.get('alone');
    const together = experiments.get('together');
    const apart = experiments.get('together-cache-buster');
    if (alone === undefined || together === undefined || apart === undefined) return null;
    if (together.wrong < 3 || share(alone.wrong, alone.tried) > share(together.wrong, together.tried) / 4)
      return null;
    const said = `One after the other ${of(alone.wrong, alone.tried)} were wrong, in the same millisecond ${of(together.wrong, together.tried)}`;
    if (share(apart.wrong, apart.tried) < share(together.wrong, together.tried) / 5) {
      // Of a handful of wrong answers none may be left by chance.
      const many = together.wrong >= 8;
      return {
        weights: {
          'request-collapsing': many ? 2.5 : 0.8,
          'edge-cache': 0.3,
          'process-state': many ? -0.5 : 0,
          'session-store': -1,
          'login-mapping': -1,
        },
        because: `${said}, and with a different query for each ${of(apart.wrong, apart.tried)}.`,
      };
    }
    const { named, absent } = neighboursOf(facts);
    if (named >= 20 && share(absent, named) > 0.5) {
      return {
        weights: {
          'session-store': 1.5,
          connection: 0.5,
          data: 0.5,
          'process-state': 0.3,
          'request-collapsing': -1,
          'edge-cache': -1.5,
          'login-mapping': -1,
        },
        because: `${said}, though ${of(absent, named)} wrong answers showed somebody who was not asking then: requests disturb each other where they read what is kept.`,
      };
    }
    return {
      weights: {
        ...byShared[whatIsShared(facts)],
        'session-store': 0.3,
        connection: 0.5,
        // Calls that are merged inside the application are merged by what they are about, not by the URL.
        'request-collapsing': areJoined(facts) ? 0 : -1,
        'edge-cache': -1.5,
        'login-mapping': -1,
      },
      because: `${said}, with a different query for each still ${of(apart.wrong, apart.tried)}: only requests at the same time disturb each other.`,
    };
  },
};
