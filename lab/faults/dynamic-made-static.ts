import { insertAfter } from '../shop/change-steps.js';
import type { Step } from '../shop/parts.js';
import { cookielessPublic } from '../shop/steps/cookieless-public.js';
import type { Fault } from './fault.js';

/** Without a parameter in the path the framework takes these for pages that are the same for everybody. */
const routesWithoutParameter = new Set(['/profile', '/orders', '/api/me']);

/** Declares them regenerated in the background, which leaves no room for Vary. */
const incrementalPages: Step = {
  name: 'incremental-pages',
  create: () => (req, res, next) => {
    if (req.method === 'GET' && routesWithoutParameter.has(req.path)) {
      res.set('cache-control', 's-maxage=1, stale-while-revalidate=5').removeHeader('vary');
    }
    next();
  },
};

/**
 * The release's framework turns pages that it renders for each request into pages that are regenerated every
 * second. The edge does what it is told, by RFC 5861: one customer's page for all of them.
 */
export const dynamicMadeStatic: Fault = {
  id: 'dynamic-made-static',
  kind: 'fault',
  title: 'the framework declares a dynamic page static: s-maxage=1, stale-while-revalidate',
  incident: {
    what: 'CVE-2024-46982: Next.js could be made to send server-rendered pages as cacheable ones',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2024-46982',
  },
  acts: 'always',
  advice: {
    shows:
      'Private pages whose address has no parameter (`/account`) are another person’s for some seconds, ' +
      'those with one are right; the response says `s-maxage` where it should say `private`.',
    prevent:
      'Say of each private page that it is dynamic, in the framework (Next.js: `dynamic = ' +
      "'force-dynamic'`) and by `Cache-Control: private, no-store`; drop the framework’s internal headers " +
      'from outside requests, and test `Cache-Control` on private pages after each upgrade.',
  },
  oracles: ['foreign-data', 'stranger-data'],
  layer: 'edge-cache',
  shop: (parts) => ({
    ...parts,
    steps: insertAfter(parts.steps, 'personal-headers', cookielessPublic, incrementalPages),
  }),
};
