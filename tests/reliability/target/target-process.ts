import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { people, type Person } from './people.js';
import { inRedis, signedCookies } from './session-keeper.js';

/**
 * The small target, a process of its own: two instances behind one port, a login, a page, an API, and a release r2 that
 * `POST /roll` brings to one instance after the other. PORT, REDIS_URL, REVISION and LEAK come from the environment; with
 * LEAK=1 each third answer of r2 is of the next account. It prints its URL when it listens, then a line for each moment
 * of the rollout: `rolling`, `rolled`, and `looked` at the first question well after it. It ends with its parent.
 */
const sessions = process.env['REDIS_URL'] === undefined ? signedCookies() : inRedis(process.env['REDIS_URL']);
const leaks = process.env['LEAK'] === '1';
const instances = ['a', 'b'].map((name) => ({ name, revision: process.env['REVISION'] ?? 'r1' }));
const html = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store' };
const loginForm =
  '<!doctype html><title>Sign in</title><form method=post action="/login"><label>E-mail <input name=username></label>' +
  '<label>Password <input type=password name=password></label><button>Sign in</button></form>';
/** By then the command that rolls has ended, and whoever asks belongs to the time after. */
const wellAfterMs = 400;
let answers = 0;
let rolledAtMs = Infinity;

async function signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  const form = new URLSearchParams(text);
  const person = people.find(
    (one) => one.username === form.get('username') && one.password === form.get('password'),
  );
  if (person === undefined) return void response.writeHead(401, html).end(loginForm);
  const cookie = await sessions.open(person.username);
  response
    .writeHead(303, { location: '/account', 'set-cookie': `sid=${cookie}; Path=/; HttpOnly; SameSite=Lax` })
    .end();
}

/** Whose data the answer shows. */
function shownTo(person: Person, revision: string): Person {
  if (!leaks || revision === 'r1') return person;
  answers += 1;
  return answers % 3 === 0 ? (people[(people.indexOf(person) + 1) % people.length] ?? person) : person;
}

function account({ name, username, phone }: Person, revision: string): string {
  return `<!doctype html><title>Your account (${revision})</title><h1>Your account</h1><h2 class=who>${name}</h2>
<dl><dt>E-mail</dt><dd>${username}</dd><dt>Phone</dt><dd>${phone}</dd></dl><form method=post action="/logout"><button>Sign out</button></form>`;
}

async function roll(response: ServerResponse): Promise<void> {
  process.stdout.write('rolling\n');
  for (const instance of instances) {
    await delay(700);
    instance.revision = 'r2';
  }
  await delay(600);
  response.end('rolled\n');
  process.stdout.write('rolled\n');
  rolledAtMs = performance.now();
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const post = request.method === 'POST';
  if (path === '/roll' && post) return roll(response);
  if (performance.now() - rolledAtMs > wellAfterMs) {
    rolledAtMs = Infinity;
    process.stdout.write('looked\n');
  }
  const instance = instances[Math.floor(Math.random() * instances.length)];
  const revision = instance?.revision ?? '';
  response.setHeader('x-revision', revision).setHeader('x-instance', `${instance?.name ?? ''}-${revision}`);
  if (path === '/login')
    return post ? signIn(request, response) : void response.writeHead(200, html).end(loginForm);
  const cookie = /sid=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const holder = cookie === '' ? null : await sessions.holder(cookie);
  const person = people.find(({ username }) => username === holder);
  if (person === undefined) return void response.writeHead(303, { location: '/login' }).end();
  if (path === '/logout' && post) {
    await sessions.end(cookie);
    return void response
      .writeHead(303, { location: '/login', 'set-cookie': 'sid=; Path=/; Max-Age=0' })
      .end();
  }
  if (path === '/account')
    return void response.writeHead(200, html).end(account(shownTo(person, revision), revision));
  if (path === '/api/me') {
    const { name, username, phone } = shownTo(person, revision);
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'private, no-store' });
    return void response.end(JSON.stringify({ name, email: username, phone }));
  }
  response.writeHead(404, html).end('no such page');
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => {
    if (!response.headersSent) response.writeHead(503, html);
    response.end('the store does not answer');
  });
});
server.listen(Number(process.env['PORT'] ?? '0'), '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}\n`);
});
// A test that was killed must leave no target behind.
process.stdin.on('close', () => process.exit(0)).resume();
