import { bindTo, instanceFor } from './affinity.js';
import type { EdgeConfig, EdgeRequest } from './config.js';
import { isEventStream } from './headers.js';
import type { UpstreamResponse } from './upstream-pool.js';
import type { Upstream, Upstreams } from './upstreams.js';

/** The edge itself answers, because no instance did. */
export class NoAnswer extends Error {
  constructor(readonly status: 502 | 503 | 504) {
    super(`no instance answered (${status})`);
  }
}

/** What is sent to an instance. */
export interface Outgoing {
  readonly request: EdgeRequest;
  readonly headers: Record<string, string | string[]>;
  /** Whole, so that it can be sent again; null where there is none. */
  readonly body: Buffer | null;
  /** Aborts when the client has gone away. */
  readonly signal: AbortSignal;
}

/**
 * Sends the request to the client's instance, or else the next one in turn, and gives the head of its response, with the body still to
 * be read. After a failure before the first byte the next instance is tried: for GET and HEAD after any, for
 * others only where the connection was refused, since then nothing can have been done (RFC 9110, 9.2.2).
 * Throws NoAnswer.
 */
export async function forward(
  upstreams: Upstreams,
  config: EdgeConfig,
  outgoing: Outgoing,
): Promise<UpstreamResponse> {
  const tried = new Set<Upstream>();
  const asked = instanceFor(config.affinity, outgoing.request);
  let failure = new NoAnswer(503);
  for (let attempt = 0; attempt < config.attempts; attempt += 1) {
    const upstream = upstreams.next(tried, asked);
    if (upstream === null) break;
    tried.add(upstream);
    try {
      const response = await send(upstream, config, outgoing);
      return bindTo(config.affinity, { given: upstream.name, asked }, response);
    } catch (error) {
      if (outgoing.signal.aborted) throw error;
      failure = new NoAnswer(codeOf(error) === 'UND_ERR_HEADERS_TIMEOUT' ? 504 : 502);
      noteFailure(upstream, config);
      if (!mayRepeat(outgoing.request.method, codeOf(error))) break;
    }
  }
  throw failure;
}

async function send(upstream: Upstream, config: EdgeConfig, outgoing: Outgoing): Promise<UpstreamResponse> {
  upstream.inFlight += 1;
  try {
    const answer = await upstream.pool.request({
      method: outgoing.request.method,
      path: outgoing.request.target,
      headers: outgoing.headers,
      body: outgoing.body,
      signal: outgoing.signal,
      headersTimeout: config.responseTimeoutMs,
    });
    upstream.failures = 0;
    // A drain must not wait for an event stream: its instance ends it when it is told to stop.
    if (isEventStream(answer.headers)) upstream.inFlight -= 1;
    else answer.body.once('close', () => (upstream.inFlight -= 1));
    return answer;
  } catch (error) {
    upstream.inFlight -= 1;
    throw error;
  }
}

function noteFailure(upstream: Upstream, config: EdgeConfig): void {
  upstream.failures += 1;
  if (upstream.failures >= config.failuresUntilOut && upstream.state === 'in') upstream.state = 'out';
}

function mayRepeat(method: string, code: string): boolean {
  if (code === 'ECONNREFUSED') return true;
  return (
    (method === 'GET' || method === 'HEAD') &&
    ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET'].includes(code)
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
