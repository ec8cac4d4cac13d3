import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SosieError } from '../../model/errors.js';
import type { HubState } from './protocol.js';

/** What the hub answers to one path; a rejection becomes an error of the asking worker. */
export type Route = (body: Buffer, url: URL) => Promise<Buffer | object>;

/** The hub's ear: loopback only, and only for those who were told the token. */
export interface HubServer {
  readonly url: string;
  readonly token: string;
  /** Pushes a state to everybody who follows. */
  push(state: HubState): void;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1. `POST /states` streams; every other path is one of `routes`. */
export async function openHubServer(
  routes: Readonly<Record<string, Route>>,
  first: HubState,
): Promise<HubServer> {
  const token = randomBytes(24).toString('base64url');
  const followers = new Set<ServerResponse>();
  let state = first;
  const server = createServer((request, response) => {
    if (!isAllowed(request, token)) return void response.writeHead(401).end();
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === '/states') {
      followers.add(response);
      response.on('close', () => followers.delete(response));
      response.writeHead(200).write(line(state));
      return;
    }
    void answer(routes[url.pathname], request, response, url);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    token,
    push: (next) => {
      state = next;
      for (const follower of followers) follower.write(line(next));
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const follower of followers) follower.end();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), 1000);
      await closed;
      clearTimeout(timer);
    },
  };
}

function line(state: HubState): string {
  return `${JSON.stringify(state)}\n`;
}

function isAllowed(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function answer(
  route: Route | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  try {
    if (route === undefined)
      throw new SosieError('SOSIE_INTERNAL_UNEXPECTED', `the hub knows no ${url.pathname}.`);
    const said = await route(await bodyOf(request), url);
    response.end(Buffer.isBuffer(said) ? said : JSON.stringify(said));
  } catch (error) {
    const told = error instanceof SosieError ? error : null;
    const message = error instanceof Error ? error.message : String(error);
    const code = told?.code ?? 'SOSIE_INTERNAL_UNEXPECTED';
    response.writeHead(500).end(JSON.stringify({ code, message, hint: told?.hint ?? null }));
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
