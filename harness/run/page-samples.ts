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
  const read = looks.flatMap((look) =>
    look.page === null || look.body === null
      ? []
      : [{ look, page: look.page.name, body: decodeBody(look.body, look.contentEncoding).bytes }],
  );
  const anonymous = new Set(
    read.flatMap(({ look, page, body }) => (look.actor.identity === null ? [digestOf(page, body)] : [])),
  );
  const samples = new Map<string, PageSample[]>();
  for (const { look, page, body } of read) {
    if (look.status !== 200 || !isBody(look) || anonymous.has(digestOf(page, body))) continue;
    const sample = await sampleOf(look);
    if (sample === null) continue;
    const list = samples.get(page) ?? [];
    samples.set(page, list);
    list.push(sample);
  }
  return samples;
}

/** What an identity was shown, and with which of its logins; null without an identity or a body. */
export async function sampleOf({
  actor,
  session,
  body,
  contentType,
  contentEncoding,
}: Look): Promise<PageSample | null> {
  if (actor.identity === null || body === null) return null;
  const login = Number(session.slice(session.indexOf('#') + 1));
  const { bytes } = decodeBody(body, contentEncoding);
  return { identity: actor.identity.index, login, ...(await readable(contentType, bytes)) };
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
