// The target of the benchmark, in a process of its own: raw sockets, so that it is never the slowest part.
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { accountPage, parts, signInPage } from './pages.js';

/** By the account that asks next: whose page it is shown by mistake. */
const planted = new Map<number, number>();

/** "/plant?victim=7&shown=8": account 7 is shown the page of account 8, once. */
function plant(path: string): Buffer {
  const asked = new URL(path, 'http://localhost').searchParams;
  planted.set(Number(asked.get('victim')), Number(asked.get('shown')));
  return signInPage('nobody');
}

/** Whose page the session cookie brings; null without one. */
function accountOf(head: string): number | null {
  const at = head.indexOf('sid=u');
  if (at === -1) return null;
  const asking = Number.parseInt(head.slice(at + 5), 10);
  const shown = planted.size === 0 ? undefined : planted.get(asking);
  planted.delete(asking);
  return shown ?? asking;
}

/** One answer to a request's head, which is all of it: this target knows GET only. */
function answer(head: string): Buffer {
  const path = head.slice(4, head.indexOf(' ', 4));
  if (path.startsWith('/sign-in?as=u')) return signInPage(path.slice('/sign-in?as='.length));
  if (path.startsWith('/plant?')) return plant(path);
  return parts.get(path) ?? accountPage(accountOf(head));
}

function serve(socket: Socket): void {
  let pending = '';
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    pending += chunk.toString('latin1');
    for (let end = pending.indexOf('\r\n\r\n'); end !== -1; end = pending.indexOf('\r\n\r\n')) {
      socket.write(answer(pending.slice(0, end)));
      pending = pending.slice(end + 4);
    }
  });
}

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port }));
});
// The parent holds our stdin: when it is gone, so are we.
process.stdin.on('close', () => process.exit(0)).resume();
