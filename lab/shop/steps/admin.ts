import { timingSafeEqual } from 'node:crypto';
import { json, Router, type RequestHandler } from 'express';
import { z } from 'zod';
import { IdentifierTakenError } from '../account-index.js';
import { nearness } from '../near-account.js';
import { practiceIds } from '../practices.js';
import { makeAccounts, removeAccounts, UnknownReferenceError } from '../provision.js';
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
        practice: z.enum(practiceIds).optional(),
        near: z.object({ reference: z.string().max(200), how: z.enum(nearness) }).optional(),
      }),
    )
    .max(10_000),
});
const removal = z.object({ ids: z.array(z.string().regex(/^\d+$/)).max(10_000) });

/** POST and DELETE /admin/accounts; whatever else lies under /admin needs the admin's bearer token too. */
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
          const status = refusal(error);
          if (status === null) throw error;
          res.status(status).json({ error: error instanceof Error ? error.message : '' });
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

/** The status for a request that could not be met; null where it is our own failure. */
function refusal(error: unknown): number | null {
  if (error instanceof IdentifierTakenError) return 409;
  return error instanceof UnknownReferenceError ? 400 : null;
}

function adminOnly(shop: Shop): RequestHandler {
  const expected = Buffer.from(`Bearer ${shop.settings.adminToken}`);
  return (req, res, next) => {
    res.set('cache-control', 'no-store');
    const given = Buffer.from(req.get('authorization') ?? '');
    if (given.length === expected.length && timingSafeEqual(given, expected)) next();
    else res.status(401).json({ error: 'the admin token is missing or wrong' });
  };
}
