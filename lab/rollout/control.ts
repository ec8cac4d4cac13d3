import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Lab } from './lab.js';

/** The endpoint by which another process rolls, asks about and stops a lab. Loopback only. */
export interface Control {
  readonly url: string;
  /** Every request must carry it: `Authorization: Bearer …`. */
  readonly token: string;
  close(): Promise<void>;
}

/**
 * `GET /status` gives JSON. `POST /roll?to=RELEASE` streams one JSON line per step, `{ "step": "…" }`, and
 * ends with `{ "done": true }` or `{ "failed": "…" }`. `POST /stop` answers at once and calls `stop`.
 */
export async function openControl(lab: Lab, stop: () => void): Promise<Control> {
  const token = randomBytes(18).toString('base64url');
  const server = createServer((request, reply) => {
    if (!isAllowed(request, token)) return void reply.writeHead(401).end('the token is wrong\n');
    void route(lab, stop, request, reply);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function isAllowed(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function route(
  lab: Lab,
  stop: () => void,
  request: IncomingMessage,
  reply: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /status':
      reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(lab.status()));
      return;
    case 'POST /roll':
      await streamRoll(lab, url.searchParams.get('to') ?? 'v2', reply);
      return;
    case 'POST /stop':
      reply.writeHead(202).end('stopping\n');
      stop();
      return;
    default:
      reply.writeHead(404).end('GET /status, POST /roll?to=RELEASE, POST /stop\n');
  }
}

async function streamRoll(lab: Lab, release: string, reply: ServerResponse): Promise<void> {
  const write = (line: object): void => void reply.write(`${JSON.stringify(line)}\n`);
  reply.writeHead(200, { 'content-type': 'application/x-ndjson' }).flushHeaders();
  try {
    await lab.roll(release, (step) => write({ step }));
    write({ done: true });
  } catch (error) {
    write({ failed: error instanceof Error ? error.message : String(error) });
  }
  reply.end();
}
