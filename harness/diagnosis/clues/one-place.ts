import type { Clue } from '../clue.js';
import type { WrongLook } from '../facts.js';
import { of } from '../words.js';

/** Only one page is wrong while the same sessions see themselves on others: the session is right. */
export const onePlace: Clue = {
  name: 'one-place',
  kind: 'place',
  read: ({ family, wrong, sessions, places }) => {
    if (family !== 'shown' || wrong.length < 3) return null;
    const wheres = new Set(wrong.map(({ look }) => look.where));
    const [where, other] = wheres;
    if (where === undefined || other !== undefined || places.size < 3) return null;
    const affected = [...sessions.values()].filter((session) => session.wrong > 0);
    const elsewhere = affected.filter(({ rightPlaces }) => [...rightPlaces].some((place) => place !== where));
    if (elsewhere.length * 2 < affected.length) return null;
    const documents = areDocumentsOnly(wrong);
    return {
      weights: {
        data: documents ? 1.8 : 1.5,
        'edge-cache': 0.3,
        authorization: 0.2,
        'session-store': -1.5,
        'login-mapping': -2,
        connection: -0.5,
      },
      because: `Only ${where} was wrong; ${of(elsewhere.length, affected.length)} sessions affected saw themselves on other pages.`,
    };
  },
};

/** What is wrong was made by a job of its own: a file that is downloaded, with whatever rows it was made of. */
export function areDocumentsOnly(wrong: readonly WrongLook[]): boolean {
  return wrong.every(({ look }) => look.channel === 'document');
}
