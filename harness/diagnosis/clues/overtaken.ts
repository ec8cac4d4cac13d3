import type { Clue } from '../clue.js';
import { of } from '../words.js';
import { neighboursOf } from './neighbours.js';
import { whatIsShared } from './rows-only.js';

const byShared = {
  rows: { 'process-state': 1, data: 2.5 },
  document: { 'process-state': 2.5, data: 1.2 },
  state: { 'process-state': 2.5 },
};

/** Shown is somebody whose request came in a moment later: it took over what the first one had left lying about. */
export const overtaken: Clue = {
  name: 'overtaken',
  kind: 'order',
  read: (facts) => {
    if (facts.family !== 'shown') return null;
    const { named, before, after, chanceAfter } = neighboursOf(facts);
    if (after < 5 || after < 0.3 * named || after < 1.8 * chanceAfter || after < 1.5 * before) return null;
    return {
      weights: {
        ...byShared[whatIsShared(facts)],
        'session-store': -0.4,
        'edge-cache': -1,
        connection: 0.3,
        'login-mapping': -1,
      },
      because: `${of(after, named)} wrong answers showed somebody whose request reached the same instance just after: requests overwrite each other's state.`,
    };
  },
};
