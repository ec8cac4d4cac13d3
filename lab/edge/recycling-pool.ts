import { webcrypto } from 'node:crypto';
import { Readable } from 'node:stream';
import { openStandardPool } from './upstream-pool.js';
import type { UpstreamPool, UpstreamResponse } from './upstream-pool.js';

const bufferBytes = 256 * 1024;

/**
 * Reads each response into a recycled buffer, to add its Content-Digest (RFC 9530) before it is passed on. The
 * buffer goes back as soon as it is full, when its bytes are still to be digested and written: a response that
 * comes in meanwhile is read into the same bytes, and both clients are sent them.
 */
export function openRecyclingPool(url: string): UpstreamPool {
  const sound = openStandardPool(url);
  const free: Buffer[] = [];
  return {
    async request(request) {
      const response = await sound.request(request);
      const length = Number(response.headers['content-length'] ?? 0);
      if (response.statusCode !== 200 || length === 0 || length > bufferBytes) return response;
      const buffer = free.pop() ?? Buffer.alloc(bufferBytes);
      const body = buffer.subarray(0, await fill(buffer, response));
      free.push(buffer);
      const digest = Buffer.from(await webcrypto.subtle.digest('SHA-256', body)).toString('base64');
      const headers = { ...response.headers, 'content-digest': `sha-256=:${digest}:` };
      return { statusCode: response.statusCode, headers, body: Readable.from([body]) };
    },
    destroy: () => sound.destroy(),
  };
}

async function fill(buffer: Buffer, response: UpstreamResponse): Promise<number> {
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) bytes += chunk.copy(buffer, bytes);
  return bytes;
}
