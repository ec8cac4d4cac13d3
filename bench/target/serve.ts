// The target of the benchmark, in a process of its own: raw sockets, so that it is never the slowest part.
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { accountPage, parts, signInPage } from './pages.js';

/** One answer to a request's head, which is all of it: this target knows GET only. */
function answer(head: string): Buffer {
  const path = head.slice(4, head.indexOf(' ', 4));
  if (path.startsWith('/sign-in?as=u')) return signInPage(path.slice('/sign-in?as='.length));
  const part = parts.get(path);
  if (part !== undefined) return part;
  const at = head.indexOf('sid=u');
  return accountPage(at === -1 ? null : Number.parseInt(head.slice(at + 5), 10));
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
