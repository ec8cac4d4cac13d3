import type { ServerResponse } from 'node:http';
import type { EdgeParts } from './edge-parts.js';
import type { Flights } from './flights.js';
import { forward, NoAnswer } from './forward.js';
import type { Outgoing } from './forward.js';
import { headOf, keep, keepLonger } from './keep.js';
import { sendFetched, sendStored, stream } from './send.js';
import { fits, isFresh, isWithin } from './store.js';
import type { StoredResponse } from './store.js';
import type { UpstreamResponse } from './upstream-pool.js';

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
  if (stored !== null && isFresh(stored, performance.now())) {
    sendStored(stored, outgoing, reply, 'HIT');
    return;
  }
  if (stored !== null && isWithin(stored, performance.now(), stored.staleWhileRevalidateMs)) {
    sendStored(stored, outgoing, reply, 'STALE');
    await refresh(parts, outgoing, key);
    return;
  }

  const collapses = config.mayCollapse(request);
  const waited = collapses ? await flights.waitFor(key) : undefined;
  if (waited !== undefined && waited !== null && fits(waited.variant, request.headers)) {
    sendStored(waited, outgoing, reply, waited.freshForMs > 0 ? 'HIT' : 'shared');
    return;
  }
  await fetchForOthers(parts, outgoing, reply, {
    key,
    stored,
    flight: collapses ? flights.begin(key) : null,
  });
}

interface Fetch {
  readonly key: string;
  /** What the store holds and is no longer fresh: to be confirmed by an instance, or for want of an answer. */
  readonly stored: StoredResponse | null;
  readonly flight: ReturnType<Flights['begin']>;
}

/** Asks an instance, and keeps the response for others where the policies allow it. */
async function fetchForOthers(
  parts: EdgeParts,
  outgoing: Outgoing,
  reply: ServerResponse,
  own: Fetch,
): Promise<void> {
  const { config } = parts;
  const { key, stored } = own;
  let shared: StoredResponse | null = null;
  let passForMs = 0;
  try {
    const confirming = stored?.revalidates === true ? stored : null;
    const fetched = await ask(
      parts,
      confirming === null ? outgoing : conditional(outgoing, confirming),
      stored,
    );
    if (fetched === null && stored !== null) {
      sendStored(stored, outgoing, reply, 'STALE');
      return;
    }
    if (fetched === null) throw new NoAnswer(502);
    if (confirming !== null && fetched.statusCode === 304) {
      fetched.body.resume();
      const given = keepLonger(parts, outgoing, { key, stored: confirming }, fetched);
      sendStored(given, outgoing, reply, 'REVALIDATED');
      return;
    }
    const mayShare = config.mayShare(outgoing.request, headOf(fetched));
    const kept = await keep(parts, outgoing, key, fetched);
    if (kept !== null && mayShare) shared = kept;
    else passForMs = config.passForMs;
    if (kept === null) own.flight?.settle(null, passForMs);
    await sendFetched(kept, fetched, reply);
  } finally {
    own.flight?.settle(shared, passForMs);
  }
}

/** The response of an instance; null where none answered and the stored one may stand in (RFC 5861, section 4). */
async function ask(
  parts: EdgeParts,
  outgoing: Outgoing,
  stored: StoredResponse | null,
): Promise<UpstreamResponse | null> {
  const mayStandIn = stored !== null && isWithin(stored, performance.now(), stored.staleIfErrorMs);
  try {
    const fetched = await forward(parts.upstreams, parts.config, outgoing);
    if (!mayStandIn || fetched.statusCode < 500) return fetched;
    fetched.body.resume();
    return null;
  } catch (error) {
    if (mayStandIn && error instanceof NoAnswer) return null;
    throw error;
  }
}

/** Fetches anew what was given stale; the client has its answer and does not wait for it. */
async function refresh(parts: EdgeParts, outgoing: Outgoing, key: string): Promise<void> {
  const flight = parts.flights.begin(key);
  if (flight === null) return;
  const signal = AbortSignal.timeout(parts.config.responseTimeoutMs);
  try {
    const fetched = await forward(parts.upstreams, parts.config, { ...outgoing, signal });
    if ((await keep(parts, outgoing, key, fetched)) === null) fetched.body.resume();
  } catch {
    // What is stored stays until its time is over.
  } finally {
    flight.settle(null, 0);
  }
}

/** The same question, for a confirmation of what is stored. */
function conditional(outgoing: Outgoing, stored: StoredResponse): Outgoing {
  return { ...outgoing, headers: { ...outgoing.headers, 'if-none-match': stored.headers['etag'] ?? '' } };
}

/** A successful unsafe request makes what is stored for its URL unusable (RFC 9111, section 4.4). */
function forgetChanged(parts: EdgeParts, outgoing: Outgoing, status: number): void {
  const { request } = outgoing;
  if (status >= 400 || request.method === 'GET' || request.method === 'HEAD') return;
  const key = parts.config.cacheKey({ ...request, method: 'GET' });
  if (key !== null) parts.store.forget(key);
}
