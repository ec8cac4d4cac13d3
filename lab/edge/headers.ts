import type { IncomingHttpHeaders } from 'node:http';

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

type Headers = Record<string, string | string[]>;

/** Without the fields that concern one connection only (RFC 9110, section 7.6.1). */
export function endToEnd(headers: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const named = String(headers['connection'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  const kept: Headers = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !hopByHop.has(name) && !named.includes(name)) kept[name] = value;
  }
  return kept;
}

/** The headers of a client's request as an instance gets them. The length is set anew from the body. */
export function forwardedHeaders(headers: IncomingHttpHeaders, clientAddress: string): Headers {
  const { expect: _expect, 'content-length': _length, ...kept } = endToEnd(headers);
  const before = headers['x-forwarded-for'];
  return {
    ...kept,
    'x-forwarded-for': before === undefined ? clientAddress : `${String(before)}, ${clientAddress}`,
    'x-forwarded-host': headers.host ?? '',
    'x-forwarded-proto': 'http',
    via: withVia(headers.via),
  };
}

/** Whether the response goes on for as long as both sides like (HTML standard, section 9.2). */
export function isEventStream(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  return String(headers['content-type'] ?? '').startsWith('text/event-stream');
}

/** The Via field with this proxy added to it. */
export function withVia(before: string | string[] | undefined): string {
  return [before ?? [], '1.1 lab-edge'].flat().join(', ');
}
