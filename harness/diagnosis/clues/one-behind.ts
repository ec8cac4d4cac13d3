import type { Clue } from '../clue.js';
import { of } from '../words.js';
import { neighboursOf } from './neighbours.js';

/**
 * Everybody is one step behind: shown whoever asked the same instance just before, who was shown the one before
 * that. So replies are shifted on a connection (OpenAI, 20 March 2023), or a context is not cleared.
 */
export const oneBehind: Clue = {
  name: 'one-behind',
  kind: 'order',
  read: (facts) => {
    if (facts.family !== 'shown') return null;
    const { named, before, chanceBefore } = neighboursOf(facts);
    if (before < 5 || before < 0.35 * named || before < 2 * chanceBefore) return null;
    return {
      weights: {
        'session-store': 2.5,
        connection: 2,
        'process-state': -0.5,
        data: 0.3,
        'edge-cache': -1.5,
        'request-collapsing': -1,
        'login-mapping': -2,
      },
      because: `${of(before, named)} wrong answers showed somebody who had asked the same instance just before and was answered wrongly too: replies are one step behind.`,
    };
  },
};
