import type { Operation } from '../../model/actor.js';
import { csrfHeaders } from '../csrf-headers.js';
import type { Submission } from '../login/fill-form.js';
import { setField } from '../login/set-field.js';
import { resolveOnTarget } from '../reach.js';
import type { HttpActorParts } from './http-actor-parts.js';
import type { Ask, AskRun, HttpSession } from './http-session.js';
import { acceptHtml, acceptJson, formHeaders } from './request-headers.js';

/** What is to be written where. */
export type WriteOperation = Extract<Operation, { kind: 'write' }>;

/**
 * Writes the value: by the form of the page that holds one (its hidden fields go along), else as JSON. The answer is
 * a look `write`; a form that is not there is one, too, with outcome `refused`.
 */
export async function writeOverHttp(
  session: HttpSession,
  { settings }: Pick<HttpActorParts, 'settings'>,
  { write, value }: WriteOperation,
  run: AskRun,
): Promise<void> {
  const to = resolveOnTarget(settings.target, write.path);
  const base = { operation: 'write', page: null, url: to, cut: 'never', follow: true } as const;
  if (write.form === null) {
    const proof = Object.entries(csrfHeaders(session.jar.held(to), session.csrfToken)).flat();
    const headers = [...acceptJson, 'content-type', 'application/json', 'origin', to.origin, ...proof];
    const body = JSON.stringify({ [write.field]: value });
    await session.ask({ ...base, channel: 'api', method: write.method, headers, body }, run);
    return;
  }
  const from = resolveOnTarget(settings.target, write.form);
  const startedMs = settings.clock.nowMs();
  const filled = await formAt(session, from, { field: write.field, value, to }, run);
  if (filled === null) {
    const reason = `no form with the field "${write.field}" was found`;
    const answer = { outcome: 'refused', reason, status: null, headers: {}, body: null } as const;
    await session.tell({ ...base, channel: 'page', answer, startedMs, overlaps: 0 }, run);
    return;
  }
  const { method, url, body } = filled;
  const headers = [...acceptHtml, ...formHeaders(filled, from)];
  await session.ask({ ...base, channel: 'page', method, url, headers, body }, run);
}

/** The form as it is to be sent, or null; the page that holds it is a look of its own. */
async function formAt(
  session: HttpSession,
  from: URL,
  wanted: Parameters<typeof setField>[2],
  run: AskRun,
): Promise<Submission | null> {
  let filled: Submission | null = null;
  const ask: Ask = {
    ...{ operation: 'fetch', channel: 'page', page: null, method: 'GET', url: from },
    ...{ headers: acceptHtml, body: null, cut: 'never', follow: true },
  };
  await session.ask(ask, {
    ...run,
    inspect(body, { headers }, at) {
      if (body === null || !(headers['content-type'] ?? '').includes('html')) return;
      filled = setField(Buffer.from(body).toString('utf8'), at, wanted);
    },
  });
  return filled;
}
