import { once } from 'node:events';
import { createServer, ServerResponse, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { answer } from './answer.js';
import type { EdgeConfig, EdgeRequest } from './config.js';
import type { EdgeParts } from './edge-parts.js';
import { createFlights } from './flights.js';
import { NoAnswer } from './forward.js';
import type { Outgoing } from './forward.js';
import { forwardedHeaders } from './headers.js';
import { readWhole, TooLarge } from './request-body.js';
import { createStore } from './store.js';
import { tunnel } from './tunnel.js';
import { openUpstreams } from './upstreams.js';
import type { Upstreams } from './upstreams.js';

/** The running reverse proxy. Whoever opens it closes it. */
export interface Edge {
  readonly url: string;
  readonly upstreams: Upstreams;
  /** The policies from the next request on. What is stored stays, and so do open connections. */
  configure(config: EdgeConfig): void;
  close(): Promise<void>;
}

const graceMs = 2000;

/** Starts the proxy on 127.0.0.1 (port 0: any). Rejects with the error of `listen` where the port is taken. */
export async function openEdge(options: { port: number; config: EdgeConfig }): Promise<Edge> {
  const now = (): number => performance.now();
  const store = createStore(now);
  const flights = createFlights(now);
  let config = options.config;
  const upstreams = openUpstreams((url) => config.openPool(url));

  const server = createServer((incoming, reply) => {
    void serve({ config, upstreams, store, flights }, incoming, reply);
  });
  const tunnels = new Set<Duplex>();
  server.on('upgrade', (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    tunnels.add(socket);
    socket.once('close', () => tunnels.delete(socket));
    void serveUpgrade({ config, upstreams }, incoming, socket, head);
  });
  server.keepAliveTimeout = 75_000;
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    upstreams,
    configure(next) {
      config = next;
      flights.reset();
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      for (const tunnel of tunnels) tunnel.destroy();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
      await upstreams.close();
    },
  };
}

async function serve(parts: EdgeParts, incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
  const gone = new AbortController();
  reply.once('close', () => {
    if (!reply.writableFinished) gone.abort();
  });
  try {
    const request = toRequest(incoming);
    const disturbance = parts.config.disturb(request);
    if (disturbance === 'reset') return void incoming.socket.destroy();
    if (disturbance === 'bad-gateway') throw new NoAnswer(502);
    const body = await readWhole(incoming);
    const headers = forwardedHeaders(incoming.headers, incoming.socket.remoteAddress ?? '');
    const outgoing: Outgoing = { request, headers, body, signal: gone.signal };
    await answer(parts, outgoing, reply);
  } catch (error) {
    refuse(reply, error);
  }
}

/** A request for a WebSocket: the same policies, and a tunnel to an instance instead of an answer. */
async function serveUpgrade(
  parts: Pick<Parameters<typeof answer>[0], 'config' | 'upstreams'>,
  incoming: IncomingMessage,
  socket: Socket,
  head: Buffer,
): Promise<void> {
  socket.on('error', () => socket.destroy());
  const reply = new ServerResponse(incoming);
  reply.shouldKeepAlive = false;
  reply.assignSocket(socket);
  reply.once('finish', () => socket.end());
  try {
    const disturbance = parts.config.disturb(toRequest(incoming));
    if (disturbance === 'reset') return void socket.destroy();
    if (disturbance === 'bad-gateway') throw new NoAnswer(502);
    await tunnel(parts, { incoming, head, reply });
  } catch (error) {
    refuse(reply, error);
  }
}

function toRequest(incoming: IncomingMessage): EdgeRequest {
  return {
    method: incoming.method ?? 'GET',
    host: (incoming.headers.host ?? '').toLowerCase(),
    target: incoming.url ?? '/',
    headers: incoming.headers,
  };
}

/** Answers by itself where nothing was sent yet; cuts the connection where a response had begun. */
function refuse(reply: ServerResponse, error: unknown): void {
  if (reply.headersSent || reply.destroyed) return void reply.destroy();
  const status = error instanceof NoAnswer ? error.status : error instanceof TooLarge ? 413 : 502;
  reply
    .writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      via: '1.1 lab-edge',
    })
    .end(`${status} from the edge\n`);
}
