import type { Clue } from '../clue.js';
import { displacedAnswers } from '../displaced.js';
import type { SharedToken } from '../facts.js';
import { of, share } from '../words.js';

/**
 * One session token in two jars. Ids that collide make the earlier holder the later one: the last login is what the
 * store holds. A Set-Cookie that was kept and replayed makes the later holder the earlier one, and replaces a token
 * that was in the jar already (CVE-2024-26144).
 */
export const sharedTokens: Clue = {
  name: 'shared-tokens',
  kind: 'tokens',
  read: (facts) => {
    const { family, sharedTokens: pairs } = facts;
    const { told, astray } = facts.astray;
    if (family !== 'shown' || pairs.length === 0) return null;
    const count = (figure: (pair: SharedToken) => number): number =>
      pairs.reduce((sum, pair) => sum + figure(pair), 0);
    const replaced = pairs.filter((pair) => pair.replaced).length;
    const later = count((pair) => pair.laterShowsEarlier) + count((pair) => pair.strangers) / 2;
    const earlier = count((pair) => pair.earlierShowsLater);
    const itself = count((pair) => pair.laterOwn);
    const begun = `${String(pairs.length)} times one session token was in the hands of two identities`;
    if (replaced > 0 && astray >= 8 && share(astray, told) > 0.05) {
      return {
        weights: { connection: 2, 'edge-cache': 1, 'session-store': -0.5, 'login-mapping': -1 },
        because: `${begun}, and ${of(astray, told)} wrong answers came to somebody who held no token of the person shown: whole answers went astray, some with their cookies.`,
      };
    }
    const { telling, displaced, whole } = displacedAnswers(facts);
    if (replaced > 0 && whole) {
      return {
        weights: { connection: 2, 'edge-cache': 0.5, 'session-store': -0.5, 'login-mapping': -1 },
        because: `${begun}, where ${of(displaced, telling.length)} wrong answers were not even the page that was asked for: answers went astray with their cookies.`,
      };
    }
    if (replaced * 2 > pairs.length && later >= earlier) {
      return {
        weights: { 'edge-cache': 3.5, 'session-store': -0.3, 'process-state': -0.5, 'login-mapping': -1 },
        because: `${begun}; ${of(replaced, pairs.length)} had it put in place of their own without a login, and became the other.`,
      };
    }
    if (replaced * 2 <= pairs.length && later > 2 * earlier && later > itself) {
      return {
        weights: { 'edge-cache': 3, 'login-mapping': 1, 'session-store': 0.5 },
        because: `${begun}, the second by its login, which made it the first.`,
      };
    }
    return {
      weights: { 'session-store': 3.5, 'edge-cache': -0.7, 'request-collapsing': -1.5, connection: -0.5 },
      because: `${begun}, each by a login of its own: two logins were given the same id.`,
    };
  },
};
