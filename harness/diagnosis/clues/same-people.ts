import type { Clue } from '../clue.js';

/** Of fewer people nothing can be said. */
const PEOPLE = 8;
const SESSIONS = 3;

/**
 * The same few people are shown others in one session after another, and nobody else is in any: what is wrong belongs
 * to their accounts (two subjects of one name, a migrated line), and not to a moment or an instance.
 */
export const samePeople: Clue = {
  name: 'same-people',
  kind: 'pairs',
  read: ({ family, sessions }) => {
    if (family !== 'shown') return null;
    const people = new Set<string>();
    const victims = new Set<string>();
    let affected = 0;
    for (const { viewer, wrong } of sessions.values()) {
      if (viewer === null) continue;
      people.add(viewer);
      if (wrong === 0) continue;
      victims.add(viewer);
      affected += 1;
    }
    if (people.size < PEOPLE || affected < SESSIONS) return null;
    if (victims.size * 2 > affected || victims.size * 3 > people.size) return null;
    return {
      weights: {
        'login-mapping': 1.5,
        'session-store': 0.3,
        'process-state': -0.3,
        'edge-cache': -0.7,
        'request-collapsing': -1,
        connection: -0.5,
      },
      because: `All ${String(affected)} sessions affected were those of ${String(victims.size)} of ${String(people.size)} people, time and again.`,
    };
  },
};
