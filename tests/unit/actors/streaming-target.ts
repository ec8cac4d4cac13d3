import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Page } from '../../../harness/model/page.js';
import type { SmallTarget } from './small-target.js';
import { html } from './small-target.js';

export const socket: Page = { name: 'socket', kind: 'websocket', path: '/socket', self: null };
export const events: Page = { name: 'events', kind: 'events', path: '/events', self: null };

/**
 * A server that pushes to whoever has the cookie `sid=1`: two messages by `/socket` (the second in bytes) and two by
 * `/events`, then nothing, and the request's cookies with them. Anybody else gets 401. `/live` opens both from a page.
 */
export async function startStreams(): Promise<SmallTarget> {
  const requests: string[] = [];
  const deaf: Duplex[] = [];
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    if (request.url === '/login')
      return void response.writeHead(200, { ...html, 'set-cookie': 'sid=1; Path=/' }).end('welcome');
    if (request.url === '/live') return void response.writeHead(200, html).end(live);
    if (request.url !== '/events') return void response.writeHead(404, html).end('no such page');
    if (!mayListen(request)) return void response.writeHead(401, html).end('who are you?');
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-instance': 'a' });
    response.write(': hello\r\n\r\ndata: {"user":\r\ndata: "jeanne"}\r\n\r\nevent: message\ndata: se');
    setTimeout(() => response.write('cond é\n\n'), 20);
  });
  server.on('upgrade', (request, connection, head) => {
    requests.push(`UPGRADE ${request.url ?? ''} ${request.headers.origin ?? ''}`);
    if (request.url === '/deaf') return void deaf.push(connection);
    if (!mayListen(request))
      return void connection.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 3\r\n\r\nno!');
    sockets.handleUpgrade(request, connection, head, (open) => {
      open.send('{"user":"jeanne"}');
      open.send(Buffer.from([0, 255, 7]));
      if (request.url === '/breaks') setTimeout(() => open.terminate(), 20);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const client of sockets.clients) client.terminate();
      for (const connection of deaf) connection.destroy();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { baseUrl: `http://${host}`, host, requests, close };
}

const live = `<!doctype html><title>live</title><script>
const socket = new WebSocket(location.origin.replace('http', 'ws') + '/socket');
new EventSource('/events').onmessage = ({ data }) => { if (data.includes('second')) document.title = 'done'; };
</script>`;

function mayListen({ headers }: IncomingMessage): boolean {
  return (headers.cookie ?? '').includes('sid=1');
}
