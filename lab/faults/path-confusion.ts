import type { EdgeConfig, EdgeRequest } from '../edge/config.js';
import { insertAfter } from '../shop/change-steps.js';
import type { Step } from '../shop/parts.js';
import { mapPages } from '../shop/views/map-pages.js';
import type { Fault } from './fault.js';

const ttlMs = 10_000;
const stylesheet = '<link rel="stylesheet" href="/profile/theme.css" />';

function isStatic({ target }: EdgeRequest): boolean {
  return /\.(?:css|js)$/.test(target.split('?', 1)[0] ?? '');
}

/** The new router takes whatever follows the name of a page for the page's own affair. */
const lenientRoutes: Step = {
  name: 'lenient-routes',
  create: () => (req, _res, next) => {
    if (req.path.startsWith('/profile/')) req.url = '/profile';
    next();
  },
};

/**
 * The release's pages ask for a stylesheet that was never written, below /profile. The router answers with the
 * profile itself, "private, no-store"; the edge sees ".css", and stores it as a static file, whatever it says.
 */
export const pathConfusion: Fault = {
  id: 'path-confusion',
  kind: 'fault',
  title: 'the router answers /profile/theme.css with the profile and the edge stores it as a stylesheet',
  incident: {
    what: 'web cache deception: found by Omer Gil in 2017, studied on 340 large sites by Mirheidari et al., USENIX Security 2020',
    source: 'https://www.usenix.org/conference/usenixsecurity20/presentation/mirheidari',
  },
  acts: 'configuration-change',
  advice: {
    shows:
      'An address below a private page that ends like a file (`/profile/theme.css`) gives anybody the ' +
      'page of whoever opened it before.',
    prevent:
      'Answer 404 to paths that no route names, not the nearest page, and let the cache go by the ' +
      'response’s `Cache-Control` and `Content-Type`, not by the end of the address (Cloudflare: Cache ' +
      'Deception Armor).',
  },
  oracles: ['foreign-data', 'stranger-data'],
  layer: 'edge-cache',
  shop: (parts) => ({
    ...parts,
    steps: insertAfter(parts.steps, 'personal-headers', lenientRoutes),
    views: mapPages(parts.views, (page) => page.replace('</head>', `${stylesheet}</head>`)),
  }),
  edge: (config) =>
    ({
      ...config,
      freshForMs: (request, response) =>
        isStatic(request) && response.status === 200 ? ttlMs : config.freshForMs(request, response),
      variesOn: (request, response) => (isStatic(request) ? [] : config.variesOn(request, response)),
      strippedFromStored: ['set-cookie'],
    }) satisfies EdgeConfig,
};
