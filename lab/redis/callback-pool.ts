import { connect, type Socket } from 'node:net';
import { createCutter, decodeBulk, encodeCommand } from './resp.js';

type Callback = (error: Error | null, value: string | null) => void;

/** A small pool in the callback style of older clients. */
export interface CallbackPool {
  get(key: string, done: Callback): void;
}

interface Connection {
  readonly socket: Socket;
  readonly waiting: Callback[];
}

/**
 * Opens up to `size` connections, each when it is first needed, and calls back from the socket's own events: in
 * the async context in which the connection was opened. Only the fault `pool-opener-context` uses it.
 */
export function createCallbackPool(redisUrl: string, size: number): CallbackPool {
  const connections: Connection[] = [];
  const pick = (): Connection => {
    const [least] = [...connections].sort((one, other) => one.waiting.length - other.waiting.length);
    if (least !== undefined && (least.waiting.length === 0 || connections.length >= size)) return least;
    const opened = openConnection(redisUrl, () => connections.splice(connections.indexOf(opened), 1));
    connections.push(opened);
    return opened;
  };
  return {
    get: (key, done) => {
      const { socket, waiting } = pick();
      waiting.push(done);
      socket.write(encodeCommand(['GET', key]));
    },
  };
}

function openConnection(redisUrl: string, closed: () => void): Connection {
  const url = new URL(redisUrl);
  const socket = connect(Number(url.port || '6379'), url.hostname).setNoDelay(true);
  const waiting: Callback[] = [];
  for (const words of greeting(url)) {
    waiting.push(() => undefined);
    socket.write(encodeCommand(words));
  }
  const cut = createCutter();
  socket.on('data', (chunk: Buffer) => {
    for (const reply of cut(chunk)) settle(reply, waiting.shift());
  });
  socket
    .on('error', () => undefined)
    .on('close', () => {
      closed();
      for (const done of waiting.splice(0)) done(new Error('The connection to Redis was lost.'), null);
    });
  return { socket, waiting };
}

/** What a fresh connection says first, from the user, password and database of the URL. */
function greeting(url: URL): readonly string[][] {
  const words: string[][] = [];
  const user = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password);
  if (password !== '') words.push(user === '' ? ['AUTH', password] : ['AUTH', user, password]);
  const database = url.pathname.slice(1);
  if (database !== '') words.push(['SELECT', database]);
  return words;
}

function settle(reply: Buffer, done: Callback | undefined): void {
  let value: string | null = null;
  let failure: Error | null = null;
  try {
    value = decodeBulk(reply);
  } catch (error) {
    failure = error as Error;
  }
  done?.(failure, value);
}
