import { parseCacheControl, secondsOf } from './cache-control.js';
import type { EdgeConfig, EdgeRequest, EdgeResponse } from './config.js';
import { openStandardPool } from './upstream-pool.js';

/**
 * A correct shared cache for the part of RFC 9111 that it does: it stores what an origin declares public
 * with a lifetime, never what is private or sets a cookie, honours Vary, and shares a fetch among waiting
 * requests only once the response has turned out to be storable.
 */
export const standardEdge: EdgeConfig = {
  cacheKey,
  mayAnswerFromStore,
  freshForMs,
  staleWhileRevalidateMs: (request, response) => staleMs(request, response, 'stale-while-revalidate'),
  staleIfErrorMs: (request, response) => staleMs(request, response, 'stale-if-error'),
  mayRevalidate,
  variesOn: (_request, response) => variesOn(response),
  strippedFromStored: [],
  mayCollapse: (request) => request.headers.authorization === undefined,
  mayShare: (request, response) => freshForMs(request, response) > 0,
  passForMs: 10_000,
  affinity: null,
  openPool: openStandardPool,
  attempts: 3,
  failuresUntilOut: 1,
  responseTimeoutMs: 30_000,
  disturb: () => 'none',
};

/** Method, host and target; null for anything but a plain GET: those only pass. */
function cacheKey(request: EdgeRequest): string | null {
  if (request.method !== 'GET' || request.headers.range !== undefined) return null;
  return `${request.method} ${request.host}${request.target}`;
}

/** A client that asks for a fresh answer gets one (RFC 9111, section 5.2.1). */
function mayAnswerFromStore(request: EdgeRequest): boolean {
  const asked = parseCacheControl(request.headers['cache-control'] ?? request.headers.pragma);
  return !asked.has('no-cache') && !asked.has('no-store') && secondsOf(asked, 'max-age') !== 0;
}

/** RFC 9111, sections 3 and 3.5, and the advice of 7.3 never to share a response that sets a cookie. */
function freshForMs(request: EdgeRequest, response: EdgeResponse): number {
  const said = parseCacheControl(response.headers['cache-control']);
  if (!isStorable(response) || said.has('no-cache')) return 0;
  const shared = secondsOf(said, 's-maxage');
  if (request.headers.authorization !== undefined && shared === null && !said.has('public')) return 0;
  const lifetime = shared ?? (said.has('public') ? secondsOf(said, 'max-age') : null) ?? 0;
  const age = Number(response.headers['age'] ?? 0);
  return Math.max(0, lifetime - (Number.isFinite(age) ? age : 0)) * 1000;
}

function isStorable(response: EdgeResponse): boolean {
  const said = parseCacheControl(response.headers['cache-control']);
  if (response.status !== 200 || response.headers['set-cookie'] !== undefined) return false;
  return !said.has('no-store') && !said.has('private') && !variesOn(response).includes('*');
}

/** Only what may be given to others while it is fresh may be given to them later. */
function staleMs(request: EdgeRequest, response: EdgeResponse, directive: string): number {
  if (freshForMs(request, response) === 0) return 0;
  const said = parseCacheControl(response.headers['cache-control']);
  if (said.has('must-revalidate') || said.has('proxy-revalidate')) return 0;
  return (secondsOf(said, directive) ?? 0) * 1000;
}

function mayRevalidate(_request: EdgeRequest, response: EdgeResponse): boolean {
  const said = parseCacheControl(response.headers['cache-control']);
  return isStorable(response) && said.has('public') && response.headers['etag'] !== undefined;
}

function variesOn(response: EdgeResponse): readonly string[] {
  const vary = response.headers['vary'];
  return (Array.isArray(vary) ? vary.join(',') : (vary ?? ''))
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}
