import { buffer } from 'node:stream/consumers';
import type { EdgeResponse } from './config.js';
import type { EdgeParts } from './edge-parts.js';
import type { Outgoing } from './forward.js';
import { endToEnd, isEventStream } from './headers.js';
import { variantOf } from './store.js';
import type { StoredResponse } from './store.js';
import type { UpstreamResponse } from './upstream-pool.js';

const largestStoredBytes = 2_000_000;

/**
 * Reads a response that others may be given and puts it into the store where it is of use later; null, with the
 * body unread, where the policies let nobody else have it.
 */
export async function keep(
  { config, store }: EdgeParts,
  outgoing: Outgoing,
  key: string,
  fetched: UpstreamResponse,
): Promise<StoredResponse | null> {
  const head = headOf(fetched);
  const uses = usesOf(config, outgoing, head);
  const isStored = uses.freshForMs > 0 || uses.staleIfErrorMs > 0 || uses.revalidates;
  if (!isStored && !config.mayShare(outgoing.request, head)) return null;
  if (isEventStream(head.headers) || Number(head.headers['content-length']) > largestStoredBytes) return null;
  const kept: StoredResponse = {
    status: head.status,
    headers: withoutStripped(config, head),
    body: await buffer(fetched.body),
    variant: variantOf(config.variesOn(outgoing.request, head), outgoing.request.headers),
    storedAtMs: performance.now(),
    ...uses,
  };
  if (isStored) store.put(key, kept);
  return kept;
}

/** What the policies judge a response by. */
export function headOf(fetched: UpstreamResponse): EdgeResponse {
  return { status: fetched.statusCode, headers: fetched.headers };
}

/** The stored response with what an instance's 304 says anew about it (RFC 9111, section 4.3.4). */
export function keepLonger(
  { config, store }: EdgeParts,
  outgoing: Outgoing,
  own: { readonly key: string; readonly stored: StoredResponse },
  confirmed: UpstreamResponse,
): StoredResponse {
  const { 'content-length': _length, ...said } = withoutStripped(config, {
    status: 304,
    headers: confirmed.headers,
  });
  const headers = { ...own.stored.headers, ...said };
  const uses = usesOf(config, outgoing, { status: own.stored.status, headers });
  const longer = { ...own.stored, headers, storedAtMs: performance.now(), ...uses };
  store.put(own.key, longer);
  return longer;
}

function usesOf(config: EdgeParts['config'], { request }: Outgoing, head: EdgeResponse) {
  return {
    freshForMs: config.freshForMs(request, head),
    staleWhileRevalidateMs: config.staleWhileRevalidateMs(request, head),
    staleIfErrorMs: config.staleIfErrorMs(request, head),
    revalidates: config.mayRevalidate(request, head),
  };
}

function withoutStripped(config: EdgeParts['config'], head: EdgeResponse): Record<string, string | string[]> {
  const kept = Object.entries(endToEnd(head.headers)).filter(
    ([name]) => !config.strippedFromStored.includes(name),
  );
  return Object.fromEntries(kept);
}
