import { Router } from 'express';
import type { Step } from '../parts.js';
import { visitorOrLogin, visitorOrRefusal } from '../visitors.js';

/** GET /appointments, /api/appointments. */
export const appointments: Step = {
  name: 'appointments',
  create: (shop) =>
    Router()
      .get('/appointments', async (req, res) => {
        const account = await visitorOrLogin(shop, req, res);
        if (account === null) return;
        const own = await shop.records.appointments(account);
        res.send(shop.parts.views.appointments({ release: shop.settings.release, account }, own));
      })
      .get('/api/appointments', async (req, res) => {
        const account = await visitorOrRefusal(shop, req, res);
        if (account === null) return;
        const { email, customerNumber } = account;
        res.json({ email, customerNumber, appointments: await shop.records.appointments(account) });
      }),
};
