import { Router } from 'express';
import { accountData } from '../account.js';
import type { Step } from '../parts.js';
import { visitorOrLogin, visitorOrRefusal } from '../visitors.js';

/** GET /profile, /api/me, /account/badge.svg. */
export const profile: Step = {
  name: 'profile',
  create: (shop) =>
    Router()
      .get('/profile', async (req, res) => {
        const account = await visitorOrLogin(shop, req, res);
        if (account === null) return;
        const [orders, letters] = await Promise.all([
          shop.records.orders(account),
          shop.records.letters(account),
        ]);
        res.send(shop.parts.views.profile({ release: shop.settings.release, account }, { orders, letters }));
      })
      .get('/api/me', async (req, res) => {
        const account = await visitorOrRefusal(shop, req, res);
        if (account === null) return;
        res.json({ id: account.id, username: account.username, ...accountData(account) });
      })
      .get('/account/badge.svg', async (req, res) => {
        const account = await visitorOrRefusal(shop, req, res);
        if (account === null) return;
        // Not even for the browser: its back button shows what it keeps whatever Vary says, to whoever signed in since.
        res.type('image/svg+xml').send(shop.parts.views.badge(account));
      }),
};
