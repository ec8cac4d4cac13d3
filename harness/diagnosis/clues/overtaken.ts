import type { Clue } from '../clue.js';
import { of } from '../words.js';
import { neighboursOf } from './neighbours.js';
import { areDocumentsOnly } from './one-place.js';
import { areRowsOnly } from './rows-only.js';

/** Shown is somebody whose request came in a moment later: it took over what the first one had left lying about. */
export const overtaken: Clue = {
  name: 'overtaken',
  kind: 'order',
  read: (facts) => {
    if (facts.family !== 'shown') return null;
    const { named, before, after, chanceAfter } = neighboursOf(facts);
    if (after < 5 || after < 0.3 * named || after < 1.8 * chanceAfter || after < 1.5 * before) return null;
    const rowsOnly = areRowsOnly(facts);
    // A document may be made of a file or of a variable that jobs share.
    const either = areDocumentsOnly(facts.wrong);
    return {
      weights: {
        'process-state': rowsOnly ? 1 : 2.5,
        data: rowsOnly ? 2.5 : either ? 1.2 : 0,
        'session-store': -0.4,
        'edge-cache': -1,
        connection: 0.3,
        'login-mapping': -1,
      },
      because: `${of(after, named)} wrong answers showed somebody whose request reached the same instance just after: requests overwrite each other's state.`,
    };
  },
};
