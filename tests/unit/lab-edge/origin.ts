import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openEdge } from '../../../lab/edge/edge.js';
import type { Edge } from '../../../lab/edge/edge.js';
import type { EdgeConfig } from '../../../lab/edge/config.js';
import { standardEdge } from '../../../lab/edge/standard-edge.js';

/** A real HTTP server that stands for an instance; it counts what it answers besides health checks. */
export interface Origin {
  readonly name: string;
  readonly url: string;
  readonly server: Server;
  readonly seen: IncomingMessage[];
  close(): Promise<void>;
}

export async function openOrigin(name: string, listener: RequestListener): Promise<Origin> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, reply) => {
    if (request.url === '/healthz') return void reply.end('ok');
    seen.push(request);
    reply.setHeader('x-instance', name);
    listener(request, reply);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    name,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    seen,
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Runs `use` with an edge before these origins, and closes everything. */
export async function withEdge(
  origins: readonly Origin[],
  use: (edge: Edge) => Promise<void>,
  config: EdgeConfig = standardEdge,
): Promise<void> {
  const edge = await openEdge({ port: 0, config });
  for (const origin of origins) edge.upstreams.add(origin.name, origin.url);
  try {
    await use(edge);
  } finally {
    await edge.close();
    await Promise.all(origins.map((origin) => origin.close()));
  }
}

/** Answers as a page of the person whom the cookie names, never to be stored. */
export function privatePage(request: IncomingMessage, reply: ServerResponse): void {
  reply
    .writeHead(200, { 'cache-control': 'private, no-store', vary: 'Cookie', 'content-type': 'text/html' })
    .end(`page of ${request.headers.cookie ?? 'nobody'}`);
}

/** Polls until the condition holds; throws at the deadline. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 5000,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`${what} did not happen within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A GET with the cookie of a person; redirects are not followed. */
export async function get(
  url: string,
  person: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    headers: { cookie: person, ...headers },
    redirect: 'manual',
    signal: AbortSignal.timeout(5000),
  });
}
