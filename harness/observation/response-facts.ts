import type { Channel, Look, OperationKind } from '../model/look.js';
import type { Signal } from '../model/target.js';

type Headers = Readonly<Record<string, string>>;

const cacheHeaders = [
  'age',
  'via',
  'x-cache',
  'cf-cache-status',
  'cache-control',
  'cdn-cache-control',
  'expires',
  'last-modified',
  'vary',
  'etag',
  'retry-after',
] as const;

/** Headers that never carry personal data. */
const impersonal = new Set<string>([
  ...cacheHeaders.filter((name) => name !== 'etag'),
  'accept-ranges',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'keep-alive',
  'server',
  'transfer-encoding',
  'x-powered-by',
]);

/** Which release or which copy answered, by the config's signal; null where the response does not tell. */
export function signalOf(signal: Signal | null, headers: Headers): string | null {
  if (signal === null) return null;
  const value = typeof signal === 'function' ? signal(headers) : headers[signal.header.toLowerCase()];
  return value === undefined || value === null || value === '' ? null : value.slice(0, 120);
}

const cacheVerdicts = ['x-cache', 'x-cache-status', 'cf-cache-status'] as const;
const fromTheTarget: ReadonlySet<Channel> = new Set<Channel>(['page', 'api', 'document', 'stream']);
/** What a browser shows there may be what it kept. */
const fromTheBrowser: ReadonlySet<OperationKind> = new Set<OperationKind>(['back', 'handover']);

/** Whether the answer was made now, by the release that its headers name: a stored one tells of the past. */
export function isFresh({ status, channel, operation, headers }: Look): boolean {
  if (status === null || !fromTheTarget.has(channel) || fromTheBrowser.has(operation)) return false;
  const stored = Number(headers['age'] ?? 0) > 0;
  return !stored && !cacheVerdicts.some((name) => /\bhit\b/i.test(headers[name] ?? ''));
}

/** What the headers say about caching (RFC 9111); of cookies that were set only the names, of an ETag only that it is there. */
export function cachingOf(headers: Headers): Record<string, string> {
  const caching: Record<string, string> = {};
  for (const name of cacheHeaders) {
    const value = headers[name];
    if (value !== undefined) caching[name] = name === 'etag' ? 'present' : value.slice(0, 120);
  }
  // Only to be compared with it: clocks differ from machine to machine (RFC 9111, 4.2.1).
  if (caching['expires'] !== undefined && headers['date'] !== undefined) caching['date'] = headers['date'];
  const cookies = headers['set-cookie'];
  if (cookies !== undefined) {
    const names = cookies.split('\n').map((line) => line.slice(0, Math.max(line.indexOf('='), 0)));
    caching['set-cookie'] = names.join(', ');
  }
  return caching;
}

/** The values of all headers that can carry personal data, a line each. */
export function personalHeaders(headers: Headers): string {
  let text = '';
  for (const name in headers) if (!impersonal.has(name)) text += `${headers[name] ?? ''}\n`;
  return text;
}
