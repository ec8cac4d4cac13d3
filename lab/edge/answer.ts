import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Dispatcher } from 'undici';
import type { EdgeConfig, EdgeResponse } from './config.js';
import type { Flights } from './flights.js';
import { forward } from './forward.js';
import type { Outgoing } from './forward.js';
import { endToEnd, withVia } from './headers.js';
import { fits, variantOf } from './store.js';
import type { Store, StoredResponse } from './store.js';
import type { Upstreams } from './upstreams.js';

/** The parts of an edge that a request passes through. */
export interface EdgeParts {
  readonly config: EdgeConfig;
  readonly upstreams: Upstreams;
  readonly store: Store;
  readonly flights: Flights;
}

const largestStoredBytes = 2_000_000;

/**
 * Answers one request: from the store, with the response of a fetch in flight, or from an instance. Throws
 * NoAnswer before the head is written; once it is, a failure destroys the connection.
 */
export async function answer(parts: EdgeParts, outgoing: Outgoing, reply: ServerResponse): Promise<void> {
  const { config, store, flights } = parts;
  const { request } = outgoing;
  const key = config.cacheKey(request);
  if (key === null) {
    const passed = await forward(parts.upstreams, config, outgoing);
    forgetChanged(parts, outgoing, passed.statusCode);
    await stream(passed, reply);
    return;
  }
  const stored = config.mayAnswerFromStore(request) ? store.find(key, request.headers) : null;
  if (stored !== null) {
    sendStored(stored, outgoing, reply, true);
    return;
  }

  const collapses = config.mayCollapse(request);
  const waited = collapses ? await flights.waitFor(key) : undefined;
  if (waited !== undefined && waited !== null && fits(waited.variant, request.headers)) {
    sendStored(waited, outgoing, reply, waited.freshForMs > 0);
    return;
  }
  await fetchForOthers(parts, outgoing, reply, { key, flight: collapses ? flights.begin(key) : null });
}

/** Asks an instance, and keeps the response for others where the policies allow it. */
async function fetchForOthers(
  parts: EdgeParts,
  outgoing: Outgoing,
  reply: ServerResponse,
  own: { readonly key: string; readonly flight: ReturnType<Flights['begin']> },
): Promise<void> {
  const { config, store } = parts;
  let shared: StoredResponse | null = null;
  let passForMs = 0;
  try {
    const fetched = await forward(parts.upstreams, config, outgoing);
    const head: EdgeResponse = { status: fetched.statusCode, headers: fetched.headers };
    const freshForMs = config.freshForMs(outgoing.request, head);
    const mayShare = config.mayShare(outgoing.request, head);
    if ((freshForMs === 0 && !mayShare) || Number(head.headers['content-length']) > largestStoredBytes) {
      own.flight?.settle(null, config.passForMs);
      await stream(fetched, reply);
      return;
    }
    const body = Buffer.from(await fetched.body.arrayBuffer());
    const kept = toStored(config, outgoing, head, { body, freshForMs });
    if (freshForMs > 0) store.put(own.key, kept);
    if (mayShare) shared = kept;
    else passForMs = config.passForMs;
    const took = freshForMs > 0 ? { 'x-cache': 'MISS' } : {};
    reply.writeHead(head.status, { ...endToEnd(head.headers), via: withVia(head.headers['via']), ...took });
    reply.end(body);
  } finally {
    own.flight?.settle(shared, passForMs);
  }
}

function toStored(
  config: EdgeConfig,
  outgoing: Outgoing,
  head: EdgeResponse,
  fetched: { readonly body: Buffer; readonly freshForMs: number },
): StoredResponse {
  const kept = Object.entries(endToEnd(head.headers)).filter(
    ([name]) => !config.strippedFromStored.includes(name),
  );
  const headers = Object.fromEntries(kept);
  const variant = variantOf(config.variesOn(head), outgoing.request.headers);
  return { status: head.status, headers, variant, storedAtMs: performance.now(), ...fetched };
}

async function stream(fetched: Dispatcher.ResponseData, reply: ServerResponse): Promise<void> {
  const headers = endToEnd(fetched.headers);
  reply.writeHead(fetched.statusCode, { ...headers, via: withVia(fetched.headers.via) });
  await pipeline(fetched.body, reply);
}

/** Sends a kept response; `cached` says whether it came through the cache or was only shared in flight. */
function sendStored(
  stored: StoredResponse,
  outgoing: Outgoing,
  reply: ServerResponse,
  cached: boolean,
): void {
  const residentS = Math.floor((performance.now() - stored.storedAtMs) / 1000);
  const age = String(Number(stored.headers['age'] ?? 0) + residentS);
  const took = cached ? { age, 'x-cache': 'HIT' } : {};
  const headers = { ...stored.headers, via: withVia(stored.headers['via']), ...took };
  const asked = outgoing.request.headers['if-none-match'];
  if (asked !== undefined && asked === stored.headers['etag']) {
    const { 'content-length': _length, ...rest } = headers as Record<string, string | string[]>;
    reply.writeHead(304, rest).end();
    return;
  }
  reply.writeHead(stored.status, headers).end(stored.body);
}

/** A successful unsafe request makes what is stored for its URL unusable (RFC 9111, section 4.4). */
function forgetChanged(parts: EdgeParts, outgoing: Outgoing, status: number): void {
  const { request } = outgoing;
  if (status >= 400 || request.method === 'GET' || request.method === 'HEAD') return;
  const key = parts.config.cacheKey({ ...request, method: 'GET' });
  if (key !== null) parts.store.forget(key);
}
