import type { Page } from '../../model/page.js';
import type { Submission } from '../login/fill-form.js';

const agent = ['user-agent', 'sosie', 'accept-language', 'en,fr;q=0.8'];

/** What a page is asked for with. Flat lists: name, value, … */
export const acceptHtml: readonly string[] = [
  ...agent,
  'accept',
  'text/html,application/xhtml+xml,*/*;q=0.8',
];
export const acceptJson: readonly string[] = [...agent, 'accept', 'application/json,*/*;q=0.8'];
const acceptDocument: readonly string[] = [...agent, 'accept', 'application/pdf,*/*;q=0.8'];
const acceptAnything: readonly string[] = [...agent, 'accept', '*/*'];
const compressed = ['accept-encoding', 'gzip, br'];

const plain = {
  page: acceptHtml,
  api: acceptJson,
  document: acceptDocument,
  subresource: acceptAnything,
  websocket: acceptAnything,
  events: [...agent, 'accept', 'text/event-stream'],
};
const packed = {
  page: [...acceptHtml, ...compressed],
  api: [...acceptJson, ...compressed],
  document: [...acceptDocument, ...compressed],
  subresource: [...acceptAnything, ...compressed],
  websocket: acceptAnything,
  events: [...agent, 'accept', 'text/event-stream'],
};

/**
 * Headers for a page. Every sixteenth request of an actor, and every fourth for a document, asks for a
 * compressed body: caches keep those apart, and may mix them up.
 */
export function headersFor(page: Page, requests: number): readonly string[] {
  const every = page.kind === 'document' ? 4 : 16;
  return requests % every === every - 1 ? packed[page.kind] : plain[page.kind];
}

/** What a browser adds when it sends a form from `from`. */
export function formHeaders({ contentType, method, url }: Submission, from: URL): readonly string[] {
  const headers = ['referer', `${from.origin}${from.pathname}`];
  if (method === 'POST') headers.push('origin', from.origin === url.origin ? url.origin : from.origin);
  if (contentType !== null) headers.push('content-type', contentType);
  return headers;
}
