import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the shop goes wrong. `none`: not at all. */
export type Leak = 'none' | 'page' | 'storage' | 'events' | 'request' | 'stranger' | 'once';

export interface Person {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly phone: string;
}

export const people: readonly Person[] = [
  {
    username: 'ann.verdier@shop.example',
    password: 'pw-ann-48213',
    name: 'Ann Verdier',
    phone: '06 12 84 55 17',
  },
  {
    username: 'bob.lantier@shop.example',
    password: 'pw-bob-77120',
    name: 'Bob Lantier',
    phone: '06 98 31 20 46',
  },
  {
    username: 'cleo.maurin@shop.example',
    password: 'pw-cleo-3914',
    name: 'Cleo Maurin',
    phone: '07 45 62 90 33',
  },
];
const stranger: Person = {
  username: 'zoe.pellan@shop.example',
  password: '',
  name: 'Zoe Pellan',
  phone: '07 88 14 53 20',
};

/** A shop with three accounts, as somebody's own suite tests it; `leak` begins to act once `leakNow` is called. */
export interface SmallShop {
  readonly url: string;
  leakNow(leak: Leak): void;
  /** These releases answer in turn from now on, each with its name in `x-revision`. Before the first call: none does. */
  serve(...releases: readonly string[]): void;
  close(): Promise<void>;
}

const html = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };

/** Starts the shop on a free port of 127.0.0.1. */
export async function openSmallShop(): Promise<SmallShop> {
  const sessions = new Map<string, Person>();
  let leak: Leak = 'none';
  let issued = 0;
  let releases: readonly string[] = [];
  let answered = 0;
  const otherThan = (person: Person): Person => people.find((one) => one !== person) ?? person;

  const signIn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
    const form = new URLSearchParams(text);
    const person = people.find(
      (one) => one.username === form.get('username') && one.password === form.get('password'),
    );
    if (person === undefined) return void response.writeHead(401, html).end(loginForm);
    issued += 1;
    const sid = `s${String(issued)}-${person.phone.replaceAll(' ', '')}${String(Math.random()).slice(2)}`;
    sessions.set(sid, person);
    response.writeHead(303, { location: '/account', 'set-cookie': `sid=${sid}; Path=/; HttpOnly` }).end();
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    const release = releases[(answered += 1) % releases.length];
    if (release !== undefined) response.setHeader('x-revision', release);
    if (path === '/login' && request.method === 'POST') return void signIn(request, response);
    if (path === '/login') return void response.writeHead(200, html).end(loginForm);
    const sid = /sid=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const person = sessions.get(sid);
    if (person === undefined) return void response.writeHead(303, { location: '/login' }).end();
    if (path === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(`data: new message for ${leak === 'events' ? otherThan(person).name : person.name}\n\n`);
      return;
    }
    if (path === '/api/me') {
      const shown = leak === 'request' ? otherThan(person) : person;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ name: shown.name, email: shown.username, phone: shown.phone }));
      return;
    }
    const wrong =
      leak === 'page' || leak === 'once' ? otherThan(person) : leak === 'stranger' ? stranger : person;
    if (leak === 'once') leak = 'none';
    response.writeHead(200, html).end(account(wrong, leak === 'storage' ? otherThan(person) : person));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    leakNow: (next) => (leak = next),
    serve: (...next) => (releases = next),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => undefined);
    },
  };
}

const loginForm =
  '<!doctype html><title>Sign in</title><form method=post action="/login"><label>E-mail <input name=username></label>' +
  '<label>Password <input type=password name=password></label><button>Sign in</button></form>';

function account(person: Person, kept: Person): string {
  // Backwards, so that only the storage holds it and not the page's own source.
  const backwards = kept.phone.split(' ').reverse().join(' ');
  return `<!doctype html><title>Your account</title><h1>Your account</h1><h2 class=who>${person.name}</h2>
<dl><dt>E-mail</dt><dd class=email>${person.username}</dd><dt>Phone</dt><dd class=phone>${person.phone}</dd></dl>
<script>localStorage.setItem('phone', '${backwards}'.split(' ').reverse().join(' ')); new EventSource('/events');</script>`;
}
