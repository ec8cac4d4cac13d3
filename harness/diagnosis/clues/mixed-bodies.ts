import type { Clue } from '../clue.js';
import type { Observation } from '../../model/observation.js';
import type { Facts, SessionFacts, WrongLook } from '../facts.js';
import { of, share } from '../words.js';

/** Of fewer people it cannot be said that few of them are affected. */
const PEOPLE = 8;

/** The viewer's own data and other people's in one body: the session is right, the rows are not. */
export const mixedBodies: Clue = {
  name: 'mixed-bodies',
  kind: 'content',
  read: ({ family, wrong, sessions }) => {
    if (family !== 'shown' || wrong.length < 2 || !areMixed({ wrong })) return null;
    const mixed = wrong.filter((look) => look.mixed).length;
    const several = wrong.filter(({ owners }) => owners > 1).length;
    if (belongsToFew(wrong, sessions)) return null;
    const pages = new Set(wrong.filter(({ look }) => look.channel !== 'dom').map(({ look }) => look.where));
    if (pages.size >= 3 && several * 5 < wrong.length) {
      return {
        weights: {
          'process-state': 2,
          data: 0.7,
          'edge-cache': 0.3,
          'session-store': -1.5,
          'login-mapping': -2,
          'request-collapsing': -1,
        },
        because: `${of(mixed, wrong.length)} wrong answers held a piece of one other person beside the viewer's own data, on ${String(pages.size)} pages: a piece that they have in common was kept.`,
      };
    }
    return {
      weights: {
        data: several * 2 > wrong.length ? 3 : 2,
        'process-state': 0.5,
        'edge-cache': 0.2,
        'session-store': -1.5,
        'login-mapping': -2,
        'request-collapsing': -1,
      },
      because: `${of(mixed, wrong.length)} wrong answers held the viewer's own data beside somebody else's, ${String(several)} of them that of several people.`,
    };
  },
};

/** Most wrong answers hold the viewer's own data, too. */
function areMixed({ wrong }: Pick<Facts, 'wrong'>): boolean {
  return share(wrong.filter(({ mixed }) => mixed).length, wrong.length) >= 0.6;
}

/**
 * Whoever asks is known, and one kind of record that is read for them is another's: rows, and not the state of a
 * request, which holds all that is known of a person.
 */
export function areRowsOnly({ wrong }: Pick<Facts, 'wrong'>): boolean {
  const asked = wrong.filter(({ look }) => look.channel === 'page' || look.channel === 'api');
  const pages = new Set(asked.map(({ look }) => look.where));
  if (!areMixed({ wrong }) || asked.length < 3 || pages.size >= 3) return false;
  const kinds = asked.reduce((sum, { look }) => sum + kindsOfWrong(look), 0);
  return kinds / asked.length < 1.5;
}

/** How many kinds of field are somebody else's; numbered ones ("Price (3)", "/items/2/price") are of one kind. */
function kindsOfWrong({ slots }: Observation): number {
  const wrong = slots.filter(({ says }) => says === 'other' || says === 'stranger');
  return new Set(wrong.map(({ slot }) => slot.replace(/\s*\(\d+\)$|\d+/g, ''))).size;
}

/** Accounts that are near to each other have values in common: what looks like the viewer's own may be the other's. */
function belongsToFew(wrong: readonly WrongLook[], sessions: ReadonlyMap<string, SessionFacts>): boolean {
  const victims = new Set(wrong.map(({ look }) => look.viewer));
  const people = new Set([...sessions.values()].map(({ viewer }) => viewer));
  return people.size >= PEOPLE && victims.size * 3 <= people.size;
}
