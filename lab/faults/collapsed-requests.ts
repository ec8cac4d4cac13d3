import type { EdgeConfig } from '../edge/config.js';
import type { Fault } from './fault.js';

/** Simultaneous GETs of one URL get the response of the first, whoever asks; nothing is stored. */
export const collapsedRequests: Fault = {
  id: 'collapsed-requests',
  kind: 'fault',
  title: 'the edge answers simultaneous requests for one URL with one fetch, whoever asks',
  incident: {
    what: 'CVE-2016-10003: Squid compared requests wrongly and sent private responses to all who had asked at once',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2016-10003',
  },
  acts: 'load',
  advice: {
    shows:
      'Under load, people who open one address within milliseconds of each other get the same body; one ' +
      'at a time all is right. The origin’s log has one request for several people.',
    prevent:
      'Collapse requests only where the cache key holds the session or the page is public (nginx: ' +
      '`proxy_cache_lock`, Squid: `collapsed_forwarding`), and when the response turns out to be ' +
      '`private` or `no-store`, fetch anew for each who waited.',
  },
  oracles: ['foreign-data', 'stranger-data'],
  layer: 'request-collapsing',
  edge: (config) =>
    ({
      ...config,
      cacheKey: (request) => (request.target.startsWith('/login') ? null : config.cacheKey(request)),
      strippedFromStored: ['set-cookie'],
      variesOn: () => [],
      mayCollapse: () => true,
      mayShare: (_request, response) => response.status === 200,
      passForMs: 0,
    }) satisfies EdgeConfig,
};
