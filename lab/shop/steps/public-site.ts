import { Router } from 'express';
import { assets } from '../assets/assets.js';
import type { Step } from '../parts.js';

/** GET / and /assets/*: the same for everybody, without a session, so that caches may keep them. */
export const publicSite: Step = {
  name: 'public-site',
  create: (shop) =>
    Router()
      .get('/', (_req, res) => {
        res.set('cache-control', 'public, max-age=10');
        res.send(shop.parts.views.home({ release: shop.settings.release, account: null }));
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
