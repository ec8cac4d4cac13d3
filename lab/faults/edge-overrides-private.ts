import type { EdgeConfig, EdgeRequest } from '../edge/config.js';
import type { Fault } from './fault.js';

const ttlMs = 3000;

/** The paths of the rule: what looks like data and files to whoever wrote it. */
function isUnderRule({ target }: EdgeRequest): boolean {
  return ['/api/', '/account/', '/letters/draft/preview'].some((prefix) => target.startsWith(prefix));
}

/**
 * A rule "cache everything, for three seconds" for the API and for files. It overrides "private, no-store", takes
 * the cookies off and knows nothing of Vary, as such rules do; pages are outside of it and stay right.
 */
export const edgeOverridesPrivate: Fault = {
  id: 'edge-overrides-private',
  kind: 'fault',
  title: 'a "cache everything" rule of the edge overrides "private, no-store" for the API and for files',
  incident: {
    what: 'Cloudflare on “Cache Everything”: with dynamic content visitors quite likely get what is not meant for them',
    source: 'https://developers.cloudflare.com/cache/troubleshooting/customize-caching/',
  },
  acts: 'configuration-change',
  advice: {
    shows:
      'Pages are right, and what scripts fetch for them, or a download, is somebody else’s; the origin ' +
      'says `no-store`, and yet there is an `Age`.',
    prevent:
      'Let “cache everything” rules name public paths one by one, and respect the origin everywhere else: ' +
      'no `proxy_ignore_headers Cache-Control` in nginx, at Cloudflare “Use cache-control header if ' +
      'present, bypass cache if not”.',
  },
  oracles: ['foreign-data', 'stranger-data'],
  layer: 'edge-cache',
  edge: (config) =>
    ({
      ...config,
      mayAnswerFromStore: (request) => isUnderRule(request) || config.mayAnswerFromStore(request),
      freshForMs: (request, response) =>
        isUnderRule(request) && response.status === 200 ? ttlMs : config.freshForMs(request, response),
      variesOn: (request, response) => (isUnderRule(request) ? [] : config.variesOn(request, response)),
      strippedFromStored: ['set-cookie'],
    }) satisfies EdgeConfig,
};
