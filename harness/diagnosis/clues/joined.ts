import type { Clue } from '../clue.js';
import type { Facts } from '../facts.js';
import { of } from '../words.js';
import { isCacheHit } from '../wrong-look.js';
import { neighboursOf } from './neighbours.js';

/**
 * Shown is somebody whose own request was under way already, and was answered rightly: whoever came later waited for
 * what was being fetched for the first (CVE-2025-67490). State that is overwritten shows the later one instead.
 */
export const joined: Clue = {
  name: 'joined',
  kind: 'order',
  read: (facts) => {
    if (facts.family !== 'shown' || !areJoined(facts)) return null;
    const { named, underWay, cameLater } = neighboursOf(facts);
    return {
      weights: {
        'request-collapsing': 3.5,
        'process-state': -1,
        'session-store': -0.7,
        connection: -0.5,
        'login-mapping': -1.5,
      },
      because: `${of(underWay, named)} wrong answers showed somebody whose own request was under way just before on the same instance and was answered rightly, only ${String(cameLater)} somebody who came in meanwhile: later requests were given what was fetched for an earlier one.`,
    };
  },
};

/** Most of those who were shown had asked a moment before, and had not been answered yet. */
export function areJoined(facts: Facts): boolean {
  // What comes out of a store was not being fetched.
  if (facts.wrong.filter(({ look }) => isCacheHit(look)).length * 2 > facts.wrong.length) return false;
  const { named, underWay, cameLater } = neighboursOf(facts);
  return underWay >= 8 && underWay >= 0.35 * named && underWay >= 3 * cameLater;
}
