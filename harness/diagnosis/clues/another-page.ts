import type { Clue } from '../clue.js';
import { displacedAnswers } from '../displaced.js';
import { of, share } from '../words.js';

/**
 * Whether the wrong body was the page that was asked for at all. An answer to another request is a whole answer that
 * went astray, on a connection: caches, sessions and rows give the page that was asked for, of another person.
 */
export const anotherPage: Clue = {
  name: 'another-page',
  kind: 'place',
  read: (facts) => {
    if (facts.family !== 'shown') return null;
    const { telling, displaced, whole } = displacedAnswers(facts);
    if (whole) {
      const many = share(displaced, telling.length) > 0.1;
      return {
        weights: {
          connection: many ? 4 : 2.5,
          'process-state': many ? -1 : -0.4,
          'edge-cache': -0.4,
          'session-store': -1,
          'login-mapping': -1,
        },
        because: `${of(displaced, telling.length)} wrong answers were not even the page that was asked for: whole answers were displaced.`,
      };
    }
    const stating = telling.filter(({ look }) => facts.places.get(look.where)?.states === true);
    if (stating.length < 5 || new Set(stating.map(({ look }) => look.where)).size < 2) return null;
    return {
      weights: { connection: -0.5, 'session-store': 0.4, 'login-mapping': 0.1, 'process-state': 0.2 },
      because: `${of(telling.length - displaced, telling.length)} wrong answers were the page that was asked for, made for another person.`,
    };
  },
};
