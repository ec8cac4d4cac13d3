import { openHastyPool } from '../edge/hasty-pool.js';
import { createRandom } from '../population/random.js';
import type { Fault } from './fault.js';

/** The edge lends a connection again while the response to a request that was given up is still to come. */
export const lateReplyReused: Fault = {
  id: 'late-reply-reused',
  kind: 'fault',
  title: 'a connection goes back to the pool before its response came, and the next request reads that',
  incident: {
    what: 'CVE-2019-16779: after an interrupted request excon gave its response to the next one on the connection',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2019-16779',
  },
  acts: 'load',
  advice: {
    shows:
      'After time-outs and cancelled requests somebody gets the answer that another one no longer waited ' +
      'for; in calm traffic never.',
    prevent:
      'Destroy the connection of a request that was cancelled or timed out: only one whose response was ' +
      'read to its end may go back to the pool. Cancel by the client’s own means (`AbortSignal` with ' +
      '`fetch` and undici), which do that.',
  },
  oracles: ['foreign-data', 'stranger-data', 'shared-session', 'identity-flip'],
  layer: 'connection',
  edge: (config) => {
    const random = createRandom(16_779);
    return {
      ...config,
      failuresUntilOut: Number.POSITIVE_INFINITY,
      openPool: (url) => openHastyPool(url, { giveUpOneIn: 25, random }),
    };
  },
};
