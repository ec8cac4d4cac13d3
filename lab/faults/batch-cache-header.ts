import { Router } from 'express';
import type { Request, Response } from 'express';
import { accountData } from '../shop/account.js';
import { insertAfter } from '../shop/change-steps.js';
import type { Shop, Step } from '../shop/parts.js';
import { cookielessPublic } from '../shop/steps/cookieless-public.js';
import { mapPages } from '../shop/views/map-pages.js';
import type { Fault } from './fault.js';

/** One operation of a batch: it sets its own headers on the response, as it would if it were alone. */
type Operation = (shop: Shop, req: Request, res: Response) => Promise<unknown>;

const me: Operation = async (shop, req, res) => {
  res.set({ 'cache-control': 'private, no-store', vary: 'Cookie' });
  const account = await shop.visitors.current(req);
  return account === null ? null : { username: account.username, ...accountData(account) };
};

const tariffs: Operation = async (_shop, _req, res) => {
  res.set({ 'cache-control': 'public, max-age=0, s-maxage=5', vary: 'Accept-Encoding' });
  return { letter20g: 0.88, letter100g: 1.76, letter250g: 3.52 };
};

const operations: ReadonlyMap<string, Operation> = new Map([
  ['me', me],
  ['tariffs', tariffs],
]);

/** GET /api/batch?do=me,tariffs: the operations' results, under the headers of the one that was done last. */
const batch: Step = {
  name: 'batch',
  create: (shop) =>
    Router().get('/api/batch', async (req, res) => {
      const wanted = req.query['do'];
      const asked = typeof wanted === 'string' ? wanted.split(',') : [];
      const results: Record<string, unknown> = {};
      for (const name of asked) results[name] = (await operations.get(name)?.(shop, req, res)) ?? null;
      res.json(results);
    }),
};

const call = `<script>fetch('/api/batch?do=me,tariffs').catch(() => undefined);</script>`;

/** The release's pages ask for the customer's data and the public tariffs at once, and get them as public. */
export const batchCacheHeader: Fault = {
  id: 'batch-cache-header',
  kind: 'fault',
  title: 'a batch of a private and a public operation goes out with the cache headers of the public one',
  incident: {
    what: 'GHSA-8r69-3cvp-wxc3: Apollo Server’s batched responses had the cache policy of one of their operations',
    source: 'https://github.com/apollographql/apollo-server/security/advisories/GHSA-8r69-3cvp-wxc3',
  },
  acts: 'always',
  advice: {
    shows:
      'Asked for together with something public, one’s own data come back as somebody else’s; asked for ' +
      'alone they are right.',
    prevent:
      'Give a joint response the strictest `Cache-Control` of its parts, so that one `private` makes it ' +
      'all private, or send `no-store` on batches; Apollo Server sets no header on them since 3.11 and ' +
      'merges them since 4.1.',
  },
  oracles: ['foreign-data', 'stranger-data'],
  layer: 'edge-cache',
  shop: (parts) => ({
    ...parts,
    steps: insertAfter(insertAfter(parts.steps, 'personal-headers', cookielessPublic), 'visitor', batch),
    views: mapPages(parts.views, (page) => page.replace('</body>', `${call}</body>`)),
  }),
};
