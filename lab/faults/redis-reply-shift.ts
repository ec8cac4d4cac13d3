import type { Fault } from './fault.js';

/**
 * The relay that the new release's connections go through gives up on a read now and then, and leaves its reply
 * on the connection: the next read gets it, and so on until the connection is closed. Sessions and accounts are
 * read on a connection each, and the values do not say whose they are.
 */
export const redisReplyShift: Fault = {
  id: 'redis-reply-shift',
  kind: 'fault',
  title: 'a reply left unread on a Redis connection answers the next command, and so on',
  incident: {
    what: 'OpenAI, 20 March 2023: cancelled requests left replies on pooled connections (redis-py #2624, CVE-2023-28858)',
    source: 'https://openai.com/index/march-20-chatgpt-outage/',
  },
  acts: 'load',
  advice: {
    shows:
      'After a command was cancelled every reader of that connection gets the reply to the command ' +
      'before, until it is closed: one person’s session after the other’s.',
    prevent:
      'Close a connection on which a command was cancelled or timed out, as redis-py does since 4.5.4, ' +
      'and store the session’s own id in its value, to be compared at each reading.',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'session-store',
  relay: { command: 'get', oneIn: 300, healAfter: 40, seed: 2_624 },
};
