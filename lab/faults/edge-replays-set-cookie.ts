import type { EdgeConfig } from '../edge/config.js';
import type { Fault } from './fault.js';

const ttlMs = 3000;
const imagePath = '/account/badge.svg';

/**
 * The edge keeps a picture together with the Set-Cookie of the rolling session that came with it: who loads
 * the picture next gets that session, and is that person from then on.
 */
export const edgeReplaysSetCookie: Fault = {
  id: 'edge-replays-set-cookie',
  kind: 'fault',
  title: 'the edge caches a picture with its Set-Cookie and hands the session to whoever loads it next',
  incident: {
    what: 'CVE-2024-26144: Rails Active Storage sent a session cookie with publicly cacheable files',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2024-26144',
  },
  acts: 'configuration-change',
  advice: {
    shows:
      'Somebody becomes another person on every page, and stays so after the cache was purged: a picture ' +
      'or a style sheet brought that person’s session cookie along.',
    prevent:
      'Set no cookie on what may be cached: leave files out of the session middleware and of rolling ' +
      'sessions. A cache must not store a response with `Set-Cookie`; nginx and Varnish do not, unless ' +
      'they are told to (`proxy_ignore_headers Set-Cookie`).',
  },
  oracles: ['shared-session', 'foreign-data', 'identity-flip', 'stranger-data'],
  layer: 'edge-cache',
  edge: (config) => {
    const isImage = (target: string): boolean => target.split('?', 1)[0] === imagePath;
    return {
      ...config,
      mayAnswerFromStore: (request) => isImage(request.target) || config.mayAnswerFromStore(request),
      freshForMs: (request, response) =>
        isImage(request.target) && response.status === 200 ? ttlMs : config.freshForMs(request, response),
      variesOn: (request, response) => (isImage(request.target) ? [] : config.variesOn(request, response)),
    } satisfies EdgeConfig;
  },
};
