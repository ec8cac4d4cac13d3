import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Pool } from 'undici';

/** A request to one instance. */
export interface UpstreamRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer | null;
  readonly signal: AbortSignal;
  /** How long the head of the response may take, in milliseconds. */
  readonly headersTimeout: number;
}

/** The head of an instance's response, with the body still to be read. */
export interface UpstreamResponse {
  readonly statusCode: number;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable;
}

/** The connections to one instance. Whoever opens it destroys it. */
export interface UpstreamPool {
  /** Rejects with an error that has a `code` where the instance did not answer. */
  request(request: UpstreamRequest): Promise<UpstreamResponse>;
  /** Closes every connection; what is in flight fails. */
  destroy(): Promise<void>;
}

/** Every open event stream has a connection for itself, so there must be many. */
const mostConnections = 512;

/** Keep-alive connections, one request at a time on each; one whose request was cancelled is closed. */
export function openStandardPool(url: string): UpstreamPool {
  const pool = new Pool(url, {
    connections: mostConnections,
    keepAliveTimeout: 30_000,
    connectTimeout: 5000,
  });
  return {
    request: (request) => pool.request({ ...request }),
    destroy: () => pool.destroy(),
  };
}
