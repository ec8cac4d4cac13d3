import { insertAfter } from '../shop/change-steps.js';
import type { Step } from '../shop/parts.js';
import { cookielessPublic } from '../shop/steps/cookieless-public.js';
import type { Fault } from './fault.js';

const paths = new Set(['/profile', '/orders', '/api/me']);

/**
 * Saves bytes by conditional requests: caches may keep a page but must ask each time. The ETag names release and
 * template, which is the same for everybody, and not what was rendered.
 */
const templateEtag: Step = {
  name: 'template-etag',
  create: (shop) => (req, res, next) => {
    if (req.method === 'GET' && paths.has(req.path)) {
      res.set({ 'cache-control': 'public, no-cache', etag: `"${shop.settings.release}${req.path}"` });
      res.removeHeader('vary');
    }
    next();
  },
};

/** The edge asks an instance whether its copy is still good; the instance compares the tag of the template. */
export const sharedEtag: Fault = {
  id: 'shared-etag',
  kind: 'fault',
  title: 'an ETag made of release and template: 304 Not Modified for everybody else’s page',
  incident: {
    what: 'CVE-2016-10002: Squid’s answers to conditional requests gave one client’s cookie data to others',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2016-10002',
  },
  acts: 'always',
  advice: {
    shows:
      'A reload shows another person’s page although the server was asked: it answered `304 Not ' +
      'Modified`, as the `ETag` names release or template and is the same for everybody.',
    prevent:
      'Make the `ETag` of a private page from its bytes (Express does so by default) or from account and ' +
      'version, or send none; with `Cache-Control: private` no shared cache holds a copy to ask about.',
  },
  oracles: ['foreign-data', 'stranger-data'],
  layer: 'edge-cache',
  shop: (parts) => ({
    ...parts,
    steps: insertAfter(parts.steps, 'personal-headers', cookielessPublic, templateEtag),
  }),
};
