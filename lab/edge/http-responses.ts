import type { IncomingHttpHeaders } from 'node:http';

/** A response as it stands on a connection, whole. */
export interface WholeResponse {
  readonly statusCode: number;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const endOfHead = '\r\n\r\n';

/**
 * Cuts the bytes of a keep-alive connection into whole responses to GETs, keeping the rest for the next chunk
 * (RFC 9112, section 6.3: a length, chunks, or no body). Interim responses (1xx) are left out.
 */
export function createResponseCutter(): (chunk: Buffer) => readonly WholeResponse[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const whole: WholeResponse[] = [];
    for (let first = readFirst(rest); first !== null; first = readFirst(rest)) {
      if (first.response.statusCode >= 200) whole.push(first.response);
      rest = rest.subarray(first.end);
    }
    return whole;
  };
}

/** The response at the start of the bytes and where it ends (exclusive); null while it is not complete. */
function readFirst(bytes: Buffer): { readonly response: WholeResponse; readonly end: number } | null {
  const headEnd = bytes.indexOf(endOfHead);
  if (headEnd === -1) return null;
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n');
  const statusCode = Number(statusLine.split(' ', 2)[1]);
  const headers = readHeaders(lines);
  const start = headEnd + endOfHead.length;
  const hasNoBody = statusCode < 200 || statusCode === 204 || statusCode === 304;
  if (!hasNoBody && /\bchunked\b/i.test(headers['transfer-encoding'] ?? '')) {
    const unchunked = readChunks(bytes, start);
    return unchunked === null
      ? null
      : { response: { statusCode, headers, body: unchunked.body }, end: unchunked.end };
  }
  const end = start + (hasNoBody ? 0 : Number(headers['content-length'] ?? 0));
  return end > bytes.length
    ? null
    : { response: { statusCode, headers, body: bytes.subarray(start, end) }, end };
}

function readHeaders(lines: readonly string[]): IncomingHttpHeaders {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'set-cookie') cookies.push(value);
    else headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return cookies.length === 0 ? headers : { ...headers, 'set-cookie': cookies };
}

/** RFC 9112, section 7.1, without trailers, which the shop does not send. */
function readChunks(bytes: Buffer, start: number): { readonly body: Buffer; readonly end: number } | null {
  const chunks: Buffer[] = [];
  let at = start;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd === -1) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const end = lineEnd + 2 + size + 2;
    if (end > bytes.length) return null;
    if (size === 0) return { body: Buffer.concat(chunks), end };
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = end;
  }
}
