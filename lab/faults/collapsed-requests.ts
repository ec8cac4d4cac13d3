import type { EdgeConfig } from '../edge/config.js';
import type { Fault } from './fault.js';

/** Simultaneous GETs of one URL get the response of the first, whoever asks; nothing is stored. */
export const collapsedRequests: Fault = {
  id: 'collapsed-requests',
  kind: 'fault',
  title: 'the edge answers simultaneous requests for one URL with one fetch, whoever asks',
  incident: {
    what: 'CVE-2016-10003: Squid compared requests wrongly before it collapsed them',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2016-10003',
  },
  acts: 'load',
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
