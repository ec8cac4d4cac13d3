import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A server of our own that tells everybody who they are: what the harness is proven against before a target is. */
export interface EchoServer {
  readonly baseUrl: string;
  /** "127.0.0.1:40123". */
  readonly host: string;
  /** The word that stands only in answers to this user. */
  tokenOf(username: string): string;
  /** The password of this user, and of nobody else. */
  passwordOf(username: string): string;
  close(): Promise<void>;
}

/** Where the echo server answers; `slow` sends its body in two pieces. */
export const echoPaths = {
  page: '/me',
  api: '/api/me',
  document: '/doc',
  slow: '/slow',
  login: '/login',
  logout: '/logout',
};

/** Shape of every token, so that a stray one is found wherever it stands. */
export const echoToken = /tok-[a-z0-9]+-[0-9a-f]{16}/g;

/** Starts the server on a free port of 127.0.0.1. `delayMs` gives the pause before each answer, in milliseconds. */
export async function startEchoServer(delayMs: () => number = () => 0): Promise<EchoServer> {
  const tokens = new Map<string, string>();
  const sessions = new Map<string, string>();
  const connections = new WeakMap<Socket, number>();
  let connected = 0;
  const tokenOf = (username: string): string => {
    const token = tokens.get(username) ?? `tok-${username}-${randomBytes(8).toString('hex')}`;
    tokens.set(username, token);
    return token;
  };
  const passwordOf = (username: string): string => `pw-${tokenOf(username).slice(4)}`;

  const signIn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await textOf(request));
    const username = form.get('username') ?? '';
    if (form.get('password') !== passwordOf(username))
      return void response.writeHead(401, html).end(loginForm);
    const sid = randomBytes(12).toString('hex');
    sessions.set(sid, username);
    const location = echoPaths.page;
    response.writeHead(303, {
      location,
      'set-cookie': [`sid=${sid}; Path=/; HttpOnly`, `me=${tokenOf(username)}; Path=/`],
    });
    response.end();
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '/';
    if (path === echoPaths.login && request.method === 'POST') return signIn(request, response);
    if (path === echoPaths.login) return void response.writeHead(200, html).end(loginForm);
    const sid = cookieOf(request, 'sid');
    const username = sessions.get(sid);
    if (path === echoPaths.logout) {
      sessions.delete(sid);
      return void response.writeHead(303, { location: echoPaths.login }).end();
    }
    if (username === undefined) return void response.writeHead(303, { location: echoPaths.login }).end();
    const connection = String(connections.get(request.socket) ?? 0);
    tell(path, response, { token: tokenOf(username), cookie: request.headers.cookie ?? '', connection });
  };
  const server = createServer((request, response) => {
    const pause = delayMs();
    if (pause > 0) setTimeout(() => void answer(request, response), pause);
    else void answer(request, response);
  });
  server.on('connection', (socket) => connections.set(socket, (connected += 1)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    baseUrl: `http://${host}`,
    host,
    tokenOf,
    passwordOf,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const html = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
const loginForm =
  '<!doctype html><title>Sign in</title><form method=post action="/login">' +
  '<input type=hidden name=csrf value=fixed><input name=username><input type=password name=password>' +
  '<button>Sign in</button></form>';

function tell(
  path: string,
  response: ServerResponse,
  me: { token: string; cookie: string; connection: string },
): void {
  const headers = { 'cache-control': 'no-store', 'x-token': me.token, 'x-connection': me.connection };
  switch (path) {
    case echoPaths.api:
      response.writeHead(200, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(me));
      return;
    case echoPaths.document:
      response.writeHead(200, {
        ...headers,
        'content-type': 'application/pdf',
        'content-disposition': 'attachment',
      });
      response.end(`%PDF-echo ${me.token} ${me.cookie}`);
      return;
    case echoPaths.slow:
      response
        .writeHead(200, { ...headers, 'content-type': 'text/plain' })
        .write(`${me.token} ${me.cookie}\n`);
      setTimeout(() => response.end(me.token.repeat(100)), 30);
      return;
    default:
      response.writeHead(200, { ...headers, ...html }).end(profile(me.token));
  }
}

function profile(token: string): string {
  return `<!doctype html><title>${token}</title><h1>${token}</h1><p id=api></p><script>
localStorage.setItem('me', '${token}');
sessionStorage.setItem('me', '${token}');
fetch('${echoPaths.api}').then((answer) => answer.json()).then((me) => { document.getElementById('api').textContent = me.token; });
</script>`;
}

function cookieOf(request: IncomingMessage, name: string): string {
  const pairs = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
  return pairs.find(([key]) => key === name)?.[1] ?? '';
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text;
}
