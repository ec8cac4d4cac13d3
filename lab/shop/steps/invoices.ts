import { Router } from 'express';
import type { Step } from '../parts.js';
import { visitorOrLogin } from '../visitors.js';

/** GET /invoices. */
export const invoices: Step = {
  name: 'invoices',
  create: (shop) =>
    Router().get('/invoices', async (req, res) => {
      const account = await visitorOrLogin(shop, req, res);
      if (account === null) return;
      const own = await shop.records.invoices(account);
      res.send(shop.parts.views.invoices({ release: shop.settings.release, account }, own));
    }),
};
