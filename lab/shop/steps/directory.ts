import { Router } from 'express';
import { listedAccounts } from '../directory.js';
import type { Step } from '../parts.js';
import { visitorOrLogin } from '../visitors.js';

/** GET /directory: the neighbours who take in parcels, as every signed-in customer may see them. */
export const directory: Step = {
  name: 'directory',
  create: (shop) =>
    Router().get('/directory', async (req, res) => {
      const account = await visitorOrLogin(shop, req, res);
      if (account === null) return;
      const listed = await listedAccounts(shop.links, shop.accounts);
      res.send(shop.parts.views.directory({ release: shop.settings.release, account }, listed));
    }),
};
