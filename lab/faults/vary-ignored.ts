import type { EdgeConfig } from '../edge/config.js';
import { insertAfter } from '../shop/change-steps.js';
import type { Step } from '../shop/parts.js';
import { cookielessPublic } from '../shop/steps/cookieless-public.js';
import type { Fault } from './fault.js';

const paths = new Set(['/profile', '/orders', '/api/me']);

/** Each customer's own copy may be kept for two seconds: right wherever a cache tells cookies apart. */
const cacheableByCookie: Step = {
  name: 'cacheable-by-cookie',
  create: () => (req, res, next) => {
    if (paths.has(req.path)) {
      res.set({ 'cache-control': 'public, max-age=0, s-maxage=2', vary: 'Accept-Encoding, Cookie' });
    }
    next();
  },
};

/**
 * The release lets shared caches keep its pages by cookie, and says so in Vary; the edge keeps by
 * Accept-Encoding alone and drops the other names from Vary as harmful to its hit rate.
 */
export const varyIgnored: Fault = {
  id: 'vary-ignored',
  kind: 'fault',
  title: 'pages say "Vary: Cookie" and the edge keeps one copy for everybody',
  incident: {
    what: 'CVE-2026-44457: Hono’s cache middleware kept responses with Vary: Cookie or Authorization for all users',
    source: 'https://github.com/advisories/GHSA-p77w-8qqv-26rm',
  },
  acts: 'configuration-change',
  advice: {
    shows:
      'The response says `Vary: Cookie` and is a hit all the same: one copy for everybody until it ' +
      'expires.',
    prevent:
      'Do not rest privacy on `Vary`, of which several caches heed `Accept-Encoding` only: send ' +
      '`Cache-Control: private` as well. Where a shared cache must hold a copy for each person, put the ' +
      'account into its key.',
  },
  oracles: ['foreign-data', 'stranger-data'],
  layer: 'edge-cache',
  shop: (parts) => ({
    ...parts,
    steps: insertAfter(parts.steps, 'personal-headers', cookielessPublic, cacheableByCookie),
  }),
  edge: (config) =>
    ({
      ...config,
      variesOn: (request, response) =>
        config.variesOn(request, response).filter((name) => name === 'accept-encoding'),
    }) satisfies EdgeConfig,
};
