import { createHash } from 'node:crypto';
import type { Look } from '../model/look.js';
import type { PageSample } from '../markers/index.js';
import { decodeBody, pdfText } from '../scan/index.js';

/**
 * The answers of configured pages that an identity got while signed in, as samples to learn from, by page name. An
 * answer that is the same without a login is none: somebody whose login silently failed would be taken for its owner.
 */
export async function pageSamples(
  looks: readonly Look[],
): Promise<ReadonlyMap<string, readonly PageSample[]>> {
  const samples = new Map<string, PageSample[]>();
  const anonymous = new Set<string>();
  for (const { actor, page, body, contentEncoding } of looks)
    if (page !== null && actor.identity === null && body !== null)
      anonymous.add(digestOf(page.name, decodeBody(body, contentEncoding).bytes));
  for (const look of looks) {
    const { page, body } = look;
    const { identity } = look.actor;
    if (page === null || identity === null || body === null || look.status !== 200 || !isBody(look)) continue;
    const decoded = decodeBody(body, look.contentEncoding).bytes;
    if (anonymous.has(digestOf(page.name, decoded))) continue;
    const login = Number(look.session.slice(look.session.indexOf('#') + 1));
    const list = samples.get(page.name) ?? [];
    samples.set(page.name, list);
    list.push({ identity: identity.index, login, ...(await readable(look.contentType, decoded)) });
  }
  return samples;
}

function digestOf(page: string, body: Uint8Array): string {
  return `${page}\n${createHash('sha256').update(body).digest('hex')}`;
}

async function readable(contentType: string, body: Uint8Array): Promise<Pick<PageSample, 'kind' | 'text'>> {
  if (contentType.includes('pdf')) return { kind: 'text', text: await pdfText(body) };
  const text = Buffer.from(body).toString('utf8');
  if (contentType.includes('json')) return { kind: 'json', text };
  return { kind: contentType.includes('html') ? 'html' : 'text', text };
}

function isBody(look: Look): boolean {
  return look.channel === 'page' || look.channel === 'api' || look.channel === 'document';
}
