import { createHash } from 'node:crypto';
import type { Look } from '../model/look.js';
import type { PageSample } from '../markers/index.js';
import { isBody } from '../observation/reading.js';
import { decodeBody, pdfText } from '../scan/index.js';

/** What is read of a page: its answer, or the text that a browser drew. */
export type Lens = 'answer' | 'drawn';

/**
 * What an identity was shown of configured pages while signed in, as samples to learn from, by page name. What is the
 * same without a login is none: somebody whose login silently failed would be taken for its owner.
 */
export async function pageSamples(
  looks: readonly Look[],
  lens: Lens,
): Promise<ReadonlyMap<string, readonly PageSample[]>> {
  const read = looks.flatMap((look) =>
    look.page === null || look.body === null || !isSeenBy[lens](look)
      ? []
      : [{ look, page: look.page.name, body: decodeBody(look.body, look.contentEncoding).bytes }],
  );
  const anonymous = new Set(
    read.flatMap(({ look, page, body }) => (look.actor.identity === null ? [digestOf(page, body)] : [])),
  );
  const samples = new Map<string, PageSample[]>();
  for (const { look, page, body } of read) {
    if (look.status !== 200 || anonymous.has(digestOf(page, body))) continue;
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

const isSeenBy: Readonly<Record<Lens, (look: Look) => boolean>> = {
  answer: isBody,
  drawn: ({ channel }) => channel === 'dom',
};
