import type { Clue, Hint } from '../clue.js';
import type { Facts } from '../facts.js';
import type { Family } from '../family.js';

/** The way in which a violation was provoked, where that alone says what is to blame. */
export const howAsked: Clue = {
  name: 'how-asked',
  kind: 'access',
  read: (facts) => byFamily[facts.family](facts),
};

const looks = ({ wrong }: Facts): string => `${String(wrong.length)} wrong looks`;

const byFamily: Readonly<Record<Family, (facts: Facts) => Hint | null>> = {
  shown: () => null,
  access: (facts) => ({
    weights: { authorization: 3, 'edge-cache': 0.3, data: 0.3, 'session-store': -1, 'login-mapping': -1 },
    because: `${looks(facts)} were of private addresses, asked for without a login or by somebody who has no right to them.`,
  }),
  client: (facts) => ({
    weights: { client: 3, 'edge-cache': 0.2, 'session-store': 0.2 },
    because:
      facts.wrong.length === 0
        ? 'The page came back in the browser itself, by its history or out of what it keeps.'
        : `${looks(facts)} were on a browser that somebody else had used, or in what a browser keeps.`,
  }),
  logout: () => ({
    weights: { 'session-store': 3, 'login-mapping': 0.3, client: 0.3 },
    because: 'The old cookies still opened the account after the logout: the session itself was not ended.',
  }),
  stream: (facts) => ({
    weights: {
      'process-state': 1.8,
      connection: 0.8,
      data: 0.4,
      'edge-cache': -1.5,
      'request-collapsing': -1.5,
    },
    because: `${looks(facts)} were messages pushed to the wrong listener.`,
  }),
  write: () => ({
    weights: { 'process-state': 0.8, data: 1, 'edge-cache': -2, 'request-collapsing': -1.5, client: -1 },
    because: 'What one identity wrote landed in the account of another: no cache can do that.',
  }),
  fixation: () => ({
    weights: { 'login-mapping': 3, 'session-store': 0.8 },
    because: 'The login kept the session id from before it, instead of giving out a new one.',
  }),
  cacheable: () => ({
    weights: { 'edge-cache': 3 },
    because: 'A private answer may be kept by shared caches, by its own headers (RFC 9111).',
  }),
  kept: () => ({
    weights: { client: 3 },
    because:
      'A private answer may be kept by the browser for whoever comes next, by its own headers (RFC 9111).',
  }),
};
