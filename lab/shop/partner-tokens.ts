import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { RedisLinks } from './links.js';
import { practiceIds } from './practices.js';

/** Fields of an appointment that a partner may be granted: never the name or the reason. */
export const grantableFields = ['phone', 'email', 'speciality', 'time'] as const;
export type GrantableField = (typeof grantableFields)[number];

/** What a partner's software may read: these fields of the appointments of these practices. */
export const partnerGrant = z.object({
  name: z.string().trim().min(1).max(200),
  practices: z.array(z.enum(practiceIds)).min(1),
  fields: z.array(z.enum(grantableFields)).min(1),
});
export type Partner = Readonly<z.infer<typeof partnerGrant>>;

/** The token of the partner that is always there; the lab listens on loopback only. */
export const defaultPartnerToken = 'partner-agenda-tilleuls-2020';

const defaultPartner: Partner = {
  name: 'Agenda des Tilleuls',
  practices: ['tilleuls'],
  fields: ['email', 'speciality', 'time'],
};

/** Makes a token with this grant. Only its hash is kept. */
export async function grantToken(links: RedisLinks, partner: Partner): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await links.main.set(partnerKey(token), JSON.stringify(partner));
  return token;
}

/** Whose token it is, or null. */
export async function partnerOf(links: RedisLinks, token: string): Promise<Partner | null> {
  if (token === defaultPartnerToken) return defaultPartner;
  const text = await links.main.get(partnerKey(token));
  return text === null ? null : partnerGrant.parse(JSON.parse(text));
}

function partnerKey(token: string): string {
  return `partner:${createHash('sha256').update(token).digest('hex')}`;
}
