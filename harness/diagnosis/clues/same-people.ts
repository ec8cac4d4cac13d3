import type { Clue } from '../clue.js';
import { affectedPeople, areFew } from './affected-people.js';

/** Of fewer sessions nothing can be said. */
const SESSIONS = 3;

/**
 * The same few people are shown others in one session after another, and nobody else is in any: what is wrong belongs
 * to their accounts (two subjects of one name, a migrated line), and not to a moment or an instance.
 */
export const samePeople: Clue = {
  name: 'same-people',
  kind: 'pairs',
  read: (facts) => {
    if (facts.family !== 'shown') return null;
    const affected = affectedPeople(facts.sessions);
    const { people, victims, sessions } = affected;
    if (sessions < SESSIONS || victims * 2 > sessions || !areFew(affected)) return null;
    return {
      weights: {
        'login-mapping': 1.5,
        'session-store': 0.3,
        'process-state': -0.3,
        'edge-cache': -0.7,
        'request-collapsing': -1,
        connection: -0.5,
      },
      because: `All ${String(sessions)} sessions affected were those of ${String(victims)} of ${String(people)} people, time and again.`,
    };
  },
};
