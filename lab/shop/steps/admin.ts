import { timingSafeEqual } from 'node:crypto';
import { json, Router, type RequestHandler } from 'express';
import { z } from 'zod';
import { makeAccounts, removeAccounts, EmailTakenError } from '../provision.js';
import type { Shop, Step } from '../parts.js';

const text = z.string().trim().min(1).max(400);
const creation = z.object({
  accounts: z
    .array(
      z.object({
        reference: z.string().max(200),
        password: z.string().min(1).max(200),
        name: text.optional(),
        email: text.optional(),
        phone: text.optional(),
        street: text.optional(),
        city: text.optional(),
        postcode: text.optional(),
        birthDate: text.optional(),
        note: text.optional(),
      }),
    )
    .max(10_000),
});
const removal = z.object({ ids: z.array(z.string().regex(/^\d+$/)).max(10_000) });

/** POST and DELETE /admin/accounts, with the admin's bearer token. */
export const admin: Step = {
  name: 'admin',
  create: (shop) => {
    const body = json({ limit: '8mb' });
    return Router()
      .use('/admin', adminOnly(shop))
      .post('/admin/accounts', body, async (req, res) => {
        const parsed = creation.safeParse(req.body);
        if (!parsed.success) {
          res.status(400).json({ error: z.prettifyError(parsed.error) });
          return;
        }
        try {
          res.status(201).json({ accounts: await makeAccounts(shop, parsed.data.accounts) });
        } catch (error) {
          if (!(error instanceof EmailTakenError)) throw error;
          res.status(409).json({ error: error.message });
        }
      })
      .delete('/admin/accounts', body, async (req, res) => {
        const parsed = removal.safeParse(req.body);
        if (!parsed.success) {
          res.status(400).json({ error: z.prettifyError(parsed.error) });
          return;
        }
        res.json({ removed: await removeAccounts(shop.links, parsed.data.ids) });
      });
  },
};

function adminOnly(shop: Shop): RequestHandler {
  const expected = Buffer.from(`Bearer ${shop.settings.adminToken}`);
  return (req, res, next) => {
    res.set('cache-control', 'no-store');
    const given = Buffer.from(req.get('authorization') ?? '');
    if (given.length === expected.length && timingSafeEqual(given, expected)) next();
    else res.status(401).json({ error: 'the admin token is missing or wrong' });
  };
}
