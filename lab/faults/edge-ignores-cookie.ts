import type { EdgeConfig } from '../edge/config.js';
import type { Fault } from './fault.js';

const ttlMs = 3000;

/** The edge keeps signed-in pages by URL for three seconds, whatever their origin says. */
export const edgeIgnoresCookie: Fault = {
  id: 'edge-ignores-cookie',
  kind: 'fault',
  title: 'the edge caches signed-in pages by URL and overrides "private, no-store"',
  incident: {
    what: 'Klarna, 27 May 2021 (also Steam, 25 December 2015, and Railway, 30 March 2026): a cache configuration',
    source:
      'https://www.klarna.com/uk/blog/detailed-incident-report-incorrect-cache-configuration-leading-to-klarna-app-exposing-personal-information/',
  },
  acts: 'configuration-change',
  oracles: ['foreign-data', 'stranger-data'],
  layer: 'edge-cache',
  edge: (config) =>
    ({
      ...config,
      // The login form carries a token of its session: with it cached nobody could sign in at all.
      cacheKey: (request) => (request.target.startsWith('/login') ? null : config.cacheKey(request)),
      mayAnswerFromStore: () => true,
      freshForMs: (_request, response) => (response.status === 200 ? ttlMs : 0),
      variesOn: () => [],
      strippedFromStored: ['set-cookie'],
      mayCollapse: () => false,
    }) satisfies EdgeConfig,
};
