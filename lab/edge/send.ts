import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Outgoing } from './forward.js';
import { endToEnd, withVia } from './headers.js';
import type { StoredResponse } from './store.js';
import type { UpstreamResponse } from './upstream-pool.js';

/** How a kept response came to be sent; `shared`: with the fetch of another request, past the store. */
export type Way = 'HIT' | 'STALE' | 'REVALIDATED' | 'shared';

/** Passes an instance's response on as it comes in. */
export async function stream(fetched: UpstreamResponse, reply: ServerResponse): Promise<void> {
  const headers = endToEnd(fetched.headers);
  reply.writeHead(fetched.statusCode, { ...headers, via: withVia(fetched.headers.via) });
  await pipeline(fetched.body, reply);
}

/** Sends an instance's response to whoever asked for it: whole, where it was read to be kept. */
export async function sendFetched(
  kept: StoredResponse | null,
  fetched: UpstreamResponse,
  reply: ServerResponse,
): Promise<void> {
  if (kept === null) return stream(fetched, reply);
  const took = kept.freshForMs > 0 || kept.revalidates ? { 'x-cache': 'MISS' } : {};
  const headers = endToEnd(fetched.headers);
  reply.writeHead(fetched.statusCode, { ...headers, via: withVia(fetched.headers.via), ...took });
  reply.end(kept.body);
}

/** Sends a kept response, or a 304 where the client holds it already. */
export function sendStored(
  stored: StoredResponse,
  outgoing: Outgoing,
  reply: ServerResponse,
  way: Way,
): void {
  const headers = {
    ...stored.headers,
    via: withVia(stored.headers['via']),
    ...(way === 'shared' ? {} : { 'x-cache': way, age: ageOf(stored) }),
  };
  const asked = outgoing.request.headers['if-none-match'];
  if (asked !== undefined && asked === stored.headers['etag']) {
    const { 'content-length': _length, ...rest } = headers as Record<string, string | string[]>;
    reply.writeHead(304, rest).end();
    return;
  }
  reply.writeHead(stored.status, headers).end(stored.body);
}

function ageOf(stored: StoredResponse): string {
  const residentS = Math.floor((performance.now() - stored.storedAtMs) / 1000);
  return String(Number(stored.headers['age'] ?? 0) + residentS);
}
