import type { Clue } from '../clue.js';
import type { Astray } from '../facts.js';
import { of, share } from '../words.js';

/** Whether a session that showed somebody else goes back to its own, or stays that person until its next login. */
export const persistence: Clue = {
  name: 'persistence',
  kind: 'persistence',
  read: ({ family, sessions, astray }) => {
    if (family !== 'shown') return null;
    const often = [...sessions.values()].filter(({ wrong }) => wrong >= 3);
    if (often.length < 2) return null;
    const returned = often.filter(({ ownAfterWrong }) => ownAfterWrong > 0).length;
    const changing = often.filter(({ owners }) => owners.size > 1).length;
    if (share(changing, often.length) > 0.6) {
      return {
        weights: { 'login-mapping': -2, 'session-store': 0.2, 'process-state': 0.3, data: 0.1 },
        because: `${of(changing, often.length)} mixed-up sessions showed several different people: they come and go with the request.`,
      };
    }
    const stayed = often.filter((each) => each.ownAfterWrong === 0 && each.owners.size === 1).length;
    if (share(stayed, often.length) < 0.7) return null;
    const swapped = often.filter((each) => each.firstWasWrong === false).length;
    return {
      weights: {
        'request-collapsing': -2,
        connection: -0.7,
        'process-state': -0.3,
        'session-store': share(swapped, often.length) > 0.15 ? 0.8 : 0.3,
        'login-mapping': loginTells(swapped, returned, often.length) + (isOwnToken(astray) ? 0.4 : 0),
      },
      because: `${of(stayed, often.length)} mixed-up sessions became one other person and stayed that person (${String(returned)} returned).`,
    };
  },
};

/** A login that led to another account does so from the first page on, and for good. */
function loginTells(swapped: number, returned: number, sessions: number): number {
  if (share(returned, sessions) > 0.15) return -0.5;
  return share(swapped, sessions) > 0.35 ? 0 : 0.5;
}

/** Whoever was shown never held the viewer's token: a session of the viewer's own that is of another account. */
function isOwnToken({ told, astray }: Astray): boolean {
  return told >= 8 && share(astray, told) > 0.7;
}
