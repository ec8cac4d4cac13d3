import type { EdgeConfig } from '../edge/config.js';
import type { Fault } from './fault.js';

const ttlMs = 3000;

/** The edge keeps signed-in pages by URL for three seconds, whatever their origin says. */
export const edgeIgnoresCookie: Fault = {
  id: 'edge-ignores-cookie',
  kind: 'fault',
  title: 'the edge caches signed-in pages by URL and overrides "private, no-store"',
  incident: {
    what: 'Klarna, 27 May 2021: after a change of configuration answers were cached, and users of the app saw each other’s',
    source:
      'https://www.klarna.com/uk/blog/detailed-incident-report-incorrect-cache-configuration-leading-to-klarna-app-exposing-personal-information/',
  },
  acts: 'configuration-change',
  advice: {
    shows:
      'Whoever opens a page soon after somebody else gets that person’s, the same one for all until it ' +
      'expires, without a login, too. `Age` and `X-Cache: HIT` give it away; a query string that nobody ' +
      'has used yet cures it.',
    prevent:
      'Send `Cache-Control: private, no-store` behind the login and let no rule override it, keep ' +
      'requests with a session cookie out of the cache (nginx: `proxy_cache_bypass` together with ' +
      '`proxy_no_cache`), and try each new cache configuration with two accounts.',
  },
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
