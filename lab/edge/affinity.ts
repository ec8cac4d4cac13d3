import type { Affinity, EdgeRequest } from './config.js';
import type { UpstreamResponse } from './upstream-pool.js';

/** The instance that the client's affinity cookie names, or null. */
export function instanceFor(affinity: Affinity | null, request: EdgeRequest): string | null {
  if (affinity === null) return null;
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === affinity.cookie)?.[1] ?? null;
}

/** The response with a cookie that binds its client to the instance; as it is where the client has it already. */
export function bindTo(
  affinity: Affinity | null,
  instance: { readonly given: string; readonly asked: string | null },
  response: UpstreamResponse,
): UpstreamResponse {
  if (affinity === null || instance.given === instance.asked) return response;
  const cookie = `${affinity.cookie}=${instance.given}; Max-Age=${affinity.seconds}; Path=/; HttpOnly`;
  // One Set-Cookie is a string with undici, whatever its type says.
  const cookies = [response.headers['set-cookie'] ?? [], cookie].flat();
  return { ...response, headers: { ...response.headers, 'set-cookie': cookies } };
}
