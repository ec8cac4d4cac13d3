import type { Clue } from '../clue.js';
import { of } from '../words.js';
import { affectedPeople, areFew } from './affected-people.js';
import { mostlyMixed } from './rows-only.js';

/** The viewer's own data and other people's in one body: the session is right, the rows are not. */
export const mixedBodies: Clue = {
  name: 'mixed-bodies',
  kind: 'content',
  read: ({ family, wrong, sessions }) => {
    if (family !== 'shown' || wrong.length < 2 || !mostlyMixed(wrong)) return null;
    // Accounts that are near to each other have values in common: what looks like the viewer's own may be the other's.
    if (areFew(affectedPeople(sessions))) return null;
    const mixed = wrong.filter((look) => look.mixed).length;
    const several = wrong.filter(({ owners }) => owners > 1).length;
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
