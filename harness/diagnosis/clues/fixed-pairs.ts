import type { Clue } from '../clue.js';
import type { SessionFacts } from '../facts.js';
import { of, share } from '../words.js';

/** People who reach the same wrong account by every login, right from the first page (CAF, October 2021). */
export const fixedPairs: Clue = {
  name: 'fixed-pairs',
  kind: 'pairs',
  read: ({ family, sessions }) => {
    if (family !== 'shown') return null;
    const byViewer = new Map<string, SessionFacts[]>();
    for (const session of sessions.values()) {
      if (session.viewer === null || session.wrong === 0) continue;
      byViewer.set(session.viewer, [...(byViewer.get(session.viewer) ?? []), session]);
    }
    const victims = [...byViewer.values()];
    const repeated = victims.filter((all) => all.length >= 2 || all.some(({ wrong }) => wrong >= 5));
    const fixed = repeated.filter((all) => {
      const fromTheStart = all.every((session) => session.firstWasWrong === true && session.own === 0);
      return fromTheStart && new Set(all.flatMap((session) => [...session.owners])).size === 1;
    });
    if (fixed.length < 1 || share(fixed.length, victims.length) < 0.6) return null;
    const owners = new Set(fixed.flatMap((all) => all.flatMap((session) => [...session.owners])));
    // One person for everybody is a thing that was kept, not a mapping of each.
    if (fixed.length > 2 && owners.size * 2 < fixed.length) return null;
    return {
      weights: {
        'login-mapping': 3,
        'session-store': 0.4,
        'process-state': -0.5,
        'edge-cache': -1,
        'request-collapsing': -2,
        connection: -1,
      },
      because: `${of(fixed.length, victims.length)} people affected reached the same other account at every login, from the first page on.`,
    };
  },
};
