import { openPipelinedPool } from '../edge/pipelined-pool.js';
import { createRandom } from '../population/random.js';
import type { Fault } from './fault.js';

/** The edge pipelines, and loses count of a connection's responses when a request on it is given up. */
export const responseQueueShift: Fault = {
  id: 'response-queue-shift',
  kind: 'fault',
  title: 'a connection to an instance is one response behind: everybody gets the one before theirs',
  incident: {
    what: 'response queue poisoning: at Atlassian each user got the response to the request before, logins included',
    source: 'https://portswigger.net/research/http2',
  },
  acts: 'load',
  advice: {
    shows:
      'Everybody on a connection gets the response to the request before theirs, until it is closed; if ' +
      'that one sets a cookie, they become that person.',
    prevent:
      'Close an upstream connection as soon as a request on it was given up or its framing is in doubt, ' +
      'refuse requests with both `Content-Length` and `Transfer-Encoding` (RFC 9112, section 6.3), speak ' +
      'HTTP/2 all the way, and never pipeline.',
  },
  oracles: ['foreign-data', 'stranger-data', 'shared-session', 'identity-flip'],
  layer: 'connection',
  edge: (config) => {
    const random = createRandom(8_020);
    return {
      ...config,
      failuresUntilOut: Number.POSITIVE_INFINITY,
      openPool: (url) => openPipelinedPool(url, { lines: 4, giveUpOneIn: 120, healAfter: 12, random }),
    };
  },
};
