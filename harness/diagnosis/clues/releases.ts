import type { Clue } from '../clue.js';
import { of, share } from '../words.js';

/** Which releases answered wrongly: one of the two that share a store, or both, of which the old one had been sound. */
export const releases: Clue = {
  name: 'releases',
  kind: 'release',
  read: ({ family, wrong, oldRevisions, revisions, sessions }) => {
    if (family !== 'shown' || revisions.size < 2) return null;
    const telling = wrong.filter(({ look }) => look.revision !== null);
    if (telling.length < 4) return null;
    const before = telling.filter(({ look }) => look.phase === 'before').length;
    const old = telling.filter(({ look }) => oldRevisions.has(look.revision ?? '')).length;
    if (before === 0 && share(old, telling.length) > 0.1) {
      // A session that was swapped by the new release stays so on the old one.
      const often = [...sessions.values()].filter((session) => session.wrong >= 3);
      const stayed = often.filter(
        (session) => session.owners.size === 1 && session.ownAfterWrong === 0,
      ).length;
      if (often.length >= 2 && share(stayed, often.length) > 0.7) return null;
      return {
        weights: { 'edge-cache': 1, 'request-collapsing': 1, 'process-state': -1, data: -0.4 },
        because: `${of(old, telling.length)} wrong answers came from the old release, which had been sound before: what changed lies outside the processes.`,
      };
    }
    const flips = [...sessions.values()].filter(
      (session) =>
        session.wrong >= 2 &&
        session.owners.size === 1 &&
        session.rightAfterOn.size > 0 &&
        [...session.rightAfterOn].every((revision) => !session.wrongOn.has(revision)),
    ).length;
    const affected = [...sessions.values()].filter((session) => session.wrong >= 2).length;
    if (flips < 2 || share(flips, affected) < 0.4) return null;
    return {
      weights: {
        'session-store': 2.5,
        'login-mapping': 0.5,
        'edge-cache': -1,
        'request-collapsing': -1.5,
        'process-state': -0.3,
      },
      because: `${of(flips, affected)} sessions were one certain other person on one release and themselves again on the other: they read what is kept differently.`,
    };
  },
};
