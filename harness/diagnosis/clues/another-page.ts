import type { Clue } from '../clue.js';
import type { Facts, WrongLook } from '../facts.js';
import { of, share } from '../words.js';

/** A slip in reading a page can look like a displaced one; several do not happen in a row. */
const FEWEST = 3;

/**
 * Whether the wrong body was the page that was asked for at all. An answer to another request is a whole answer that
 * went astray, on a connection: caches, sessions and rows give the page that was asked for, of another person.
 */
export const anotherPage: Clue = {
  name: 'another-page',
  kind: 'place',
  read: (facts) => {
    const { family, wrong, places } = facts;
    if (family !== 'shown') return null;
    const telling = wrong.filter(({ look }) => look.channel === 'page' || look.channel === 'api');
    const displaced = telling.filter((each) => isDisplaced(each, facts)).length;
    if (displaced >= FEWEST && share(displaced, telling.length) > 0.02) {
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
    const stating = telling.filter(({ look }) => places.get(look.where)?.states === true);
    if (stating.length < 5 || new Set(stating.map(({ look }) => look.where)).size < 2) return null;
    return {
      weights: { connection: -0.5, 'session-store': 0.4, 'login-mapping': 0.1, 'process-state': 0.2 },
      because: `${of(telling.length - displaced, telling.length)} wrong answers were the page that was asked for, made for another person.`,
    };
  },
};

/** The page says elsewhere whose it is, and not here; or it is nobody's for everybody else. */
function isDisplaced({ look }: WrongLook, { places }: Facts): boolean {
  const place = places.get(look.where);
  if (place === undefined) return false;
  return place.states ? look.slots.length === 0 : place.own === 0 && place.nobodys >= FEWEST;
}
