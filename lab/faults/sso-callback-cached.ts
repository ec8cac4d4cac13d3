import type { EdgeConfig, EdgeRequest } from '../edge/config.js';
import { callbackPath } from '../shop/login/login-flow.js';
import type { Fault } from './fault.js';

const ttlMs = 3000;

/**
 * A rule at the edge keeps redirects for three seconds, by path: the query of an address is thought to matter to
 * campaigns only. The login's callback is such a redirect, and what it sets is the session of whoever came first.
 */
export const ssoCallbackCached: Fault = {
  id: 'sso-callback-cached',
  kind: 'fault',
  title: 'the edge keeps the answer of the login callback: everybody signs in as the first one',
  incident: {
    what: 'CVE-2024-45596: Directus cached the answer of the single sign-on callback together with its tokens',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2024-45596',
  },
  acts: 'configuration-change',
  advice: {
    shows:
      'Everybody who signs in within some seconds is the first of them, each with the right password of ' +
      'their own.',
    prevent:
      '`Cache-Control: no-store` on the callback and everything else of the login, redirects included, ' +
      'and cache rules that leave out whatever has a query or sets a cookie.',
  },
  oracles: ['shared-session', 'wrong-account', 'foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'edge-cache',
  edge: (config) => {
    const isCallback = (request: EdgeRequest): boolean => pathOf(request) === callbackPath;
    return {
      ...config,
      cacheKey: (request) =>
        isCallback(request) ? `GET ${request.host}${pathOf(request)}` : config.cacheKey(request),
      mayAnswerFromStore: (request) => isCallback(request) || config.mayAnswerFromStore(request),
      freshForMs: (request, response) =>
        isCallback(request) && response.status === 303 ? ttlMs : config.freshForMs(request, response),
      variesOn: (request, response) => (response.status === 303 ? [] : config.variesOn(request, response)),
    } satisfies EdgeConfig;
  },
};

function pathOf(request: EdgeRequest): string {
  return request.target.split('?', 1)[0] ?? '';
}
