import { json, Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { appointmentsOf } from '../appointments.js';
import { newestAccounts } from '../newest-accounts.js';
import { grantToken, partnerGrant, partnerOf, type GrantableField, type Partner } from '../partner-tokens.js';
import type { Shop, Step } from '../parts.js';
import type { Appointment } from '../records.js';

const patientsPerAnswer = 100;

/** POST /admin/partners (behind the guard of the step `admin`) and GET /partner/appointments. */
export const partners: Step = {
  name: 'partners',
  create: (shop) =>
    Router()
      .post('/admin/partners', json(), async (req, res) => {
        const parsed = partnerGrant.safeParse(req.body);
        if (!parsed.success) {
          res.status(400).json({ error: z.prettifyError(parsed.error) });
          return;
        }
        res.status(201).json({ token: await grantToken(shop.links, parsed.data), ...parsed.data });
      })
      .get('/partner/appointments', async (req, res) => {
        const partner = await partnerOrRefusal(shop, req, res);
        if (partner !== null) await sendAppointments(shop, res, partner);
      }),
};

/** The partner whose bearer token the request carries (RFC 6750); else it answers 401 and gives null. */
export async function partnerOrRefusal(shop: Shop, req: Request, res: Response): Promise<Partner | null> {
  res.set({ 'cache-control': 'private, no-store', vary: 'Authorization' });
  const [, token] = /^Bearer (\S+)$/.exec(req.get('authorization') ?? '') ?? [];
  const partner = token === undefined ? null : await partnerOf(shop.links, token);
  if (partner === null) res.status(401).set('www-authenticate', 'Bearer').json({ error: 'no such token' });
  return partner;
}

/** Sends the newest patients' appointments, of the practices and with the fields of this grant only. */
export async function sendAppointments(
  shop: Shop,
  res: Response,
  { name, practices, fields }: Partner,
): Promise<void> {
  const granted: readonly string[] = practices;
  const patients = await newestAccounts(shop.links, patientsPerAnswer, ({ practice }) =>
    granted.includes(practice),
  );
  const appointments = patients.flatMap(appointmentsOf).map((one) => ({
    number: one.number,
    practice: one.practice,
    ...Object.fromEntries(fields.map((field) => [field, grantedValue(one, field)])),
  }));
  res.json({ partner: name, appointments });
}

function grantedValue(appointment: Appointment, field: GrantableField): string {
  return field === 'phone' || field === 'email' ? appointment.patient[field] : appointment[field];
}
