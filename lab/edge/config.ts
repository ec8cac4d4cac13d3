import type { IncomingHttpHeaders } from 'node:http';
import type { UpstreamPool } from './upstream-pool.js';

/** A request as the edge received it. */
export interface EdgeRequest {
  readonly method: string;
  /** The Host header, lower case. */
  readonly host: string;
  /** Path with query, as on the request line. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
}

/** The head of a response as an instance sent it; header names in lower case. */
export interface EdgeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** How clients are bound to an instance: by a cookie of the edge's own. */
export interface Affinity {
  /** Name of the cookie; its value is the name of the instance. */
  readonly cookie: string;
  /** After so many seconds the client is free to land elsewhere. */
  readonly seconds: number;
}

/** What the edge does to a request before any instance sees it. */
export type Disturbance = 'none' | 'bad-gateway' | 'reset';

/**
 * All that the edge decides, as small policies that a fault may replace one by one. `standardEdge` in
 * `standard-edge.ts` is the correct set.
 */
export interface EdgeConfig {
  /** Under which name a response is stored and a fetch is shared; null: neither, the request only passes. */
  cacheKey(request: EdgeRequest): string | null;
  /** May a stored response answer this request? */
  mayAnswerFromStore(request: EdgeRequest): boolean;
  /** How long the response may be given to others, in milliseconds; 0: it is not stored. */
  freshForMs(request: EdgeRequest, response: EdgeResponse): number;
  /** How long after that it may still be given while it is fetched anew, in milliseconds (RFC 5861, section 3). */
  staleWhileRevalidateMs(request: EdgeRequest, response: EdgeResponse): number;
  /** How long after that it may be given where no instance answered, in milliseconds (RFC 5861, section 4). */
  staleIfErrorMs(request: EdgeRequest, response: EdgeResponse): number;
  /** May it be kept, and given again whenever an instance says 304 to its ETag (RFC 9111, section 4.3)? */
  mayRevalidate(request: EdgeRequest, response: EdgeResponse): boolean;
  /** Names of the request headers that a stored response depends on (lower case). */
  variesOn(request: EdgeRequest, response: EdgeResponse): readonly string[];
  /** Headers taken off a response before it is stored or shared (lower case). */
  readonly strippedFromStored: readonly string[];
  /** May this request wait for the fetch of another one with the same key? */
  mayCollapse(request: EdgeRequest): boolean;
  /** May those who wait be given this response? */
  mayShare(request: EdgeRequest, response: EdgeResponse): boolean;
  /** How long a key whose response could not be shared is not waited for ("hit-for-miss"), in milliseconds. */
  readonly passForMs: number;
  /** null: every request goes to the next instance in turn. */
  readonly affinity: Affinity | null;
  /** Opens the connections to an instance that joins. */
  openPool(url: string): UpstreamPool;
  /** How many instances a GET or HEAD may be sent to when a connection fails before the first byte. */
  readonly attempts: number;
  /** Failed connections in a row after which an instance gets no requests until a health check passes. */
  readonly failuresUntilOut: number;
  /** How long an instance may take until the head of its response, in milliseconds. */
  readonly responseTimeoutMs: number;
  disturb(request: EdgeRequest): Disturbance;
}
