import { Router } from 'express';
import type { Step } from '../parts.js';
import { visitorOrLogin, visitorOrRefusal } from '../visitors.js';

/** GET /orders, /api/orders. */
export const orders: Step = {
  name: 'orders',
  create: (shop) =>
    Router()
      .get('/orders', async (req, res) => {
        const account = await visitorOrLogin(shop, req, res);
        if (account === null) return;
        const own = await shop.records.orders(account);
        res.send(shop.parts.views.orders({ release: shop.settings.release, account }, own));
      })
      .get('/api/orders', async (req, res) => {
        const account = await visitorOrRefusal(shop, req, res);
        if (account === null) return;
        res.json({ customerNumber: account.customerNumber, orders: await shop.records.orders(account) });
      }),
};
