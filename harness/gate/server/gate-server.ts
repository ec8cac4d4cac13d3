import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SosieError } from '../../model/errors.js';
import type { WatchSource } from '../../model/watch-status.js';
import { bearsToken, isMeantForUs, isOwnOrigin, requiredToken, sameToken } from './access.js';
import { textAnswer, type Answer } from './answer.js';
import { createEventStream, type EventStream } from './event-stream.js';
import { createFlaggerHooks, type Canary } from './flagger-hooks.js';
import { parseListenAddress, type ListenAddress } from './listen-address.js';
import { createRoutes, unauthorized, type Route } from './routes.js';

export interface GateServerOptions {
  /** `HOST:PORT`; port 0 takes a free one. */
  readonly listen: string;
  /** What SOSIE_GATE_TOKEN says. On an address that others can reach it must be set; on loopback it may. */
  readonly token: string | null;
  readonly source: WatchSource;
  /** Flagger was told to roll this canary back; once for each of its releases. */
  readonly onRollback?: (canary: Canary) => void;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

export interface GateServer {
  readonly url: string;
  /** Ends every connection, the live pages' too. May be called more than once. */
  close(): Promise<void>;
}

interface Parts {
  readonly address: ListenAddress;
  readonly token: string | null;
  readonly routes: ReadonlyMap<string, Route>;
  readonly events: EventStream;
}

/**
 * Opens the endpoints of a watch. They tell and answer, and change nothing of the watch. Rejects with SOSIE_CONFIG_USAGE where
 * the address is none, is taken, or asks for a token that is not there.
 */
export async function openGateServer(options: GateServerOptions): Promise<GateServer> {
  const address = parseListenAddress(options.listen);
  const token = requiredToken(address, options.token);
  const hooks = createFlaggerHooks({
    nowMs: () => Date.now(),
    onRollback: options.onRollback ?? (() => undefined),
  });
  const events = createEventStream(options.source);
  const parts: Parts = { address, token, events, routes: createRoutes(options.source, hooks) };
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 5000, maxHeaderSize: 8192 },
    (request, response) => void respond(parts, request, response),
  );
  server.maxConnections = 256;
  try {
    await listening(server, address);
  } catch (error) {
    events.close();
    throw error;
  }

  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= new Promise((done) => {
      events.close();
      server.close(() => {
        done();
      });
      server.closeAllConnections();
    });
    return closing;
  };
  const { port } = server.address() as AddressInfo;
  if (options.signal?.aborted === true) await close();
  options.signal?.addEventListener('abort', () => void close(), { once: true });
  return {
    url: `http://${address.host.includes(':') ? `[${address.host}]` : address.host}:${String(port)}`,
    close,
  };
}

async function listening(server: Server, { host, port }: ListenAddress): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new SosieError(
      'SOSIE_CONFIG_USAGE',
      `--listen ${host}:${String(port)} cannot be listened on (${code}).`,
      {
        hint:
          code === 'EADDRINUSE'
            ? 'Another process listens there: take another port.'
            : 'Take an address of this machine.',
        cause: error,
      },
    );
  }
}

async function respond(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let answer: Answer | 'stream';
  try {
    answer = await answerTo(parts, request);
  } catch {
    // What went wrong may hold anything; that it did is enough for the other side.
    answer = textAnswer(500, 'the watch could not be asked');
  }
  if (response.destroyed) return;
  if (answer === 'stream') {
    if (parts.events.listen(response)) return;
    answer = textAnswer(503, 'too many live pages are open', { 'retry-after': '30' });
  }
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'content-length': Buffer.byteLength(answer.body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    ...answer.headers,
  });
  response.end(answer.body);
}

async function answerTo(parts: Parts, request: IncomingMessage): Promise<Answer | 'stream'> {
  const { token, routes } = parts;
  if (!isMeantForUs(request, parts.address))
    return textAnswer(403, 'the Host header names another site; ask for 127.0.0.1 or localhost');
  const target = request.url ?? '/';
  if (!target.startsWith('/') || !URL.canParse(target, 'http://gate')) return textAnswer(400, 'no such path');
  const url = new URL(target, 'http://gate');
  const route = routes.get(url.pathname);
  const byHeader = token === null || bearsToken(request, token);
  // Whoever has no token learns no more than that there is one.
  if (route?.asks !== 'open' && route?.asks !== 'token-or-body' && !byHeader) return unauthorized();
  if (route === undefined) return textAnswer(404, `no such path; there are: ${[...routes.keys()].join(' ')}`);
  if (request.method !== route.method)
    return textAnswer(405, `only ${route.method}`, { allow: route.method });
  if (route.method === 'POST' && !isOwnOrigin(request))
    return textAnswer(403, 'not from a page of another site');
  return route.answer(request, url, (text) => byHeader || (text !== undefined && sameToken(text, token)));
}
