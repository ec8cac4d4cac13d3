import type { Clue } from '../clue.js';
import { of, share } from '../words.js';

/**
 * Requests can only be answered together where another one was under way: for the same page, or, where only a part of
 * the work was shared, for another.
 */
export const onlyOverlapping: Clue = {
  name: 'only-overlapping',
  kind: 'timing',
  read: ({ family, wrong }) => {
    if (family !== 'shown') return null;
    // Other people's requests are not seen, so that a stranger may always have been there.
    const telling = wrong.filter(
      ({ look, named }) => named && look.channel !== 'dom' && look.channel !== 'header',
    );
    const alone = telling.filter(({ look }) => look.overlaps === 0).length;
    if (telling.length < 8) return null;
    if (share(alone, telling.length) > 0.03) {
      return {
        weights: { 'request-collapsing': share(alone, telling.length) > 0.3 ? -2.5 : -1 },
        because: `${of(alone, telling.length)} wrong answers came while nobody else was asking for the page.`,
      };
    }
    return {
      weights: { 'request-collapsing': 1, 'process-state': 0.5, connection: 0.1, 'login-mapping': -1 },
      because: `All but ${of(alone, telling.length)} wrong answers came while others were asking for the same page.`,
    };
  },
};
