import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { createResponseCutter } from './http-responses.js';
import type { WholeResponse } from './http-responses.js';
import type { UpstreamRequest, UpstreamResponse } from './upstream-pool.js';

/** One connection to an instance that knows only of bytes in order: which response is whose, its owner must know. */
export interface UpstreamLine {
  /** Writes the head of a GET. */
  send(request: UpstreamRequest): void;
  destroy(): void;
}

/** Opens a connection. `received` is called for each response in order, `closed` once, whatever the reason. */
export function openLine(
  url: string,
  on: { received(response: WholeResponse): void; closed(): void },
): UpstreamLine {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setNoDelay(true);
  const cut = createResponseCutter();
  socket.on('data', (chunk: Buffer) => cut(chunk).forEach(on.received));
  socket.on('error', () => socket.destroy()).once('close', on.closed);
  return {
    send(request) {
      const fields = Object.entries(request.headers).flatMap(([name, value]) =>
        [value].flat().map((one) => `${name}: ${one}\r\n`),
      );
      socket.write(`GET ${request.path} HTTP/1.1\r\n${fields.join('')}\r\n`, 'latin1');
    },
    destroy: () => void socket.destroy(),
  };
}

/**
 * Whether a request may share such a connection. Only a GET may be sent ahead of an answer or again after a
 * failure (RFC 9112, section 9.3.2), and an event stream would never end.
 */
export function suitsLine(request: UpstreamRequest): boolean {
  return request.method === 'GET' && request.headers['accept'] !== 'text/event-stream';
}

/** The response as the edge passes it on. */
export function toUpstreamResponse({ statusCode, headers, body }: WholeResponse): UpstreamResponse {
  return { statusCode, headers, body: Readable.from([body]) };
}

/** Why a request got no answer, with the code that the edge goes by. */
export function lineError(code: 'ECONNRESET' | 'ETIMEDOUT'): Error {
  return Object.assign(new Error(`the instance did not answer (${code})`), { code });
}
