import type { EdgeConfig } from '../edge/config.js';
import type { Fault } from './fault.js';

const reserveMs = 60_000;

/**
 * The edge keeps the last page of every URL in reserve, whoever asked for it, and gives it where an instance
 * does not answer. Instances are ended without drain and the edge does not ask another one, so that in the
 * moments in which one goes somebody else's page stands in for an error. While all are up nobody sees it.
 */
export const staleOnError: Fault = {
  id: 'stale-on-error',
  kind: 'fault',
  title: 'while an instance is down the edge gives the last page that it saw, whosever it was',
  incident: {
    what: 'nginx’s proxy_cache_use_stale, where pages are kept by URL (CWE-524)',
    source: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_cache_use_stale',
  },
  acts: 'drain',
  advice: {
    shows:
      'While an instance restarts people see the last page that went through, whosever it was, in place ' +
      'of an error; a minute later nothing is left to be seen.',
    prevent:
      'Allow stale answers for public responses only: no `proxy_cache_use_stale` and no `stale-if-error` ' +
      'where requests carry a session, and drain instances before they end, so that there is nothing to ' +
      'cover up.',
  },
  oracles: ['foreign-data', 'stranger-data'],
  layer: 'edge-cache',
  edge: (config) =>
    ({
      ...config,
      cacheKey: (request) => (request.target.startsWith('/login') ? null : config.cacheKey(request)),
      mayAnswerFromStore: () => true,
      staleIfErrorMs: (_request, response) => (response.status === 200 ? reserveMs : 0),
      variesOn: () => [],
      strippedFromStored: ['set-cookie'],
      attempts: 1,
      failuresUntilOut: Number.POSITIVE_INFINITY,
    }) satisfies EdgeConfig,
  rollout: (plan) => ({ ...plan, surge: false, drain: false, startDelayMs: 400 }),
};
