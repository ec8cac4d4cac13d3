import { Router } from 'express';
import { assets } from '../assets/assets.js';
import type { Step } from '../parts.js';

/** GET /, /sw.js and /assets/*: the same for everybody, without a session, so that caches may keep them. */
export const publicSite: Step = {
  name: 'public-site',
  create: (shop) =>
    Router()
      .get('/', (_req, res) => {
        res.set('cache-control', 'public, max-age=10');
        res.send(shop.parts.views.home({ release: shop.settings.release, account: null }));
      })
      .get('/sw.js', (_req, res) => {
        res.set('cache-control', 'no-cache').type('text/javascript').send(shop.parts.client.serviceWorker);
      })
      .get('/assets/app.js', (req, res) => {
        // During a rollout the page of one release may ask the other one for its script: that must not be kept.
        const isThisRelease = req.query['v'] === shop.settings.release;
        res.set('cache-control', isThisRelease ? 'public, max-age=3600' : 'no-store');
        res.type('text/javascript').send(shop.parts.client.script);
      })
      .get('/assets/:name', (req, res) => {
        const asset = assets[req.params.name];
        if (asset === undefined) {
          res.status(404).type('text/plain').send('not found');
          return;
        }
        res.set('cache-control', 'public, max-age=3600').type(asset.type).send(asset.body);
      }),
};
