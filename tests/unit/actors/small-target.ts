import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { ActorLogin, ActorSettings } from '../../../harness/actors/actor-settings.js';
import { createInFlight } from '../../../harness/actors/in-flight.js';
import type { Identity } from '../../../harness/model/identity.js';
import type { Look } from '../../../harness/model/look.js';
import type { Observation } from '../../../harness/model/observation.js';
import type { Page } from '../../../harness/model/page.js';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A real HTTP server on a free port that answers by path; the rest is 404. */
export interface SmallTarget {
  readonly baseUrl: string;
  readonly host: string;
  /** "GET /path" of every request so far. */
  readonly requests: string[];
  close(): Promise<void>;
}

export async function startTarget(handlers: Readonly<Record<string, Handler>>): Promise<SmallTarget> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
      requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
      const handler = handlers[`${request.method ?? ''} ${path}`] ?? handlers[path];
      if (handler === undefined)
        response.writeHead(404, { 'content-type': 'text/plain' }).end('no such page');
      else handler(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { baseUrl: `http://${host}`, host, requests, close };
}

export const html = { 'content-type': 'text/html; charset=utf-8' };

export const jeanne: Identity = {
  id: 'u01',
  index: 0,
  credentials: { username: 'jeanne@example.test', password: 'p&ss w0rd"<é>' },
  aliases: ['0612345678'],
  traits: [],
  tenant: null,
  data: {},
  minted: {},
};

export const paul: Identity = {
  ...jeanne,
  id: 'u02',
  index: 1,
  credentials: { username: 'paul@example.test', password: 'paul-password' },
};

const sidOf = (username: string): string => createHash('sha256').update(username).digest('hex').slice(0, 20);

/**
 * A little shop: form login with a csrf field bound to a pre-login session, a profile with an API call, an SVG,
 * a style sheet and storage, a PDF for download, and a way out by POST. `fixation` keeps the session id at login.
 */
export function shop(options: { readonly fixation?: boolean } = {}): Readonly<Record<string, Handler>> {
  const sessions = new Map<string, string | null>();
  let fresh = 0;
  const userOf = (request: IncomingMessage): string | null => sessions.get(cookie(request, 'sid')) ?? null;
  const form = (
    csrf: string,
  ): string => `<!DOCTYPE html><TITLE>Sign in</TITLE><form action=/search><input name=q></form>
    <FORM Method=POST ACTION="/login?next=%2Fprofile&amp;x=1"><input TYPE=hidden name=csrf value='${csrf}'>
    <label>E-mail or phone <input name="login[user]" type=email></label>
    <input name="login[pass]" type="PASSWORD" id=pw><input type=checkbox name=stay checked>
    <button type=button name=show value=1>Show</button><button name=go value=in>Sign in</button></FORM>`;
  const guarded =
    (show: (user: string, response: ServerResponse, request: IncomingMessage) => void): Handler =>
    (request, response) => {
      const user = userOf(request);
      if (user === null) response.writeHead(302, { location: '/login' }).end();
      else show(user, response, request);
    };
  return {
    'GET /login': (_request, response) => {
      const sid = `pre-${String((fresh += 1))}`;
      sessions.set(sid, null);
      response
        .writeHead(200, { ...html, 'set-cookie': `sid=${sid}; Path=/; HttpOnly` })
        .end(form(`csrf-of-${sid}`));
    },
    'POST /login': (request, response, body) => {
      const fields = new URLSearchParams(body);
      const sid = cookie(request, 'sid');
      const name = fields.get('login[user]');
      const user = [jeanne, paul].find(
        ({ credentials, aliases }) => credentials.username === name || aliases.includes(name ?? ''),
      );
      const complete =
        fields.get('csrf') === `csrf-of-${sid}` && fields.get('stay') === 'on' && fields.get('go') === 'in';
      if (!complete || fields.has('show')) return void response.writeHead(400, html).end('incomplete form');
      if (fields.get('login[pass]') !== user?.credentials.password || user === undefined) {
        return void response
          .writeHead(200, html)
          .end(`Wrong: ${fields.get('login[pass]') ?? ''} ${form(`csrf-of-${sid}`)}`);
      }
      const next = options.fixation === true ? sid : sidOf(user.credentials.username);
      sessions.set(next, user.credentials.username);
      response.writeHead(303, { location: '/profile', 'set-cookie': `sid=${next}; Path=/; HttpOnly` }).end();
    },
    '/profile': guarded((user, response) => {
      response.writeHead(200, { ...html, 'x-instance': 'a' }).end(`<!doctype html><title>Profile</title>
        <link rel=stylesheet href=/style.css><h1>Hello ${user}</h1><p hidden>unseen</p><img src=/badge.svg>
        <form method=post action=/account/logout><input type=hidden name=token value=t></form>
        <script>localStorage.setItem('user', '${user}'); fetch('/api/me').then((r) => r.json()).then((me) => { document.title = me.user; });</script>`);
    }),
    '/api/me': guarded((user, response, request) => {
      const body = JSON.stringify({ user, padding: 'x'.repeat(3000) });
      const gzip = (request.headers['accept-encoding'] ?? '').includes('gzip');
      const encoding = gzip ? { 'content-encoding': 'gzip' } : {};
      response
        .writeHead(200, { 'content-type': 'application/json', ...encoding })
        .end(gzip ? gzipSync(body) : body);
    }),
    '/badge.svg': guarded((user, response) =>
      response
        .writeHead(200, { 'content-type': 'image/svg+xml' })
        .end(`<svg xmlns="http://www.w3.org/2000/svg"><text>${user}</text></svg>`),
    ),
    '/style.css': (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/css' }).end('h1 { color: red }'),
    '/letter.pdf': guarded((user, response) =>
      response
        .writeHead(200, {
          'content-type': 'application/pdf',
          'content-disposition': 'attachment; filename=l.pdf',
        })
        .end(Buffer.concat([Buffer.from(`%PDF-1.4 ${user} `), Buffer.from([0, 255, 254, 128])])),
    ),
    'POST /account/logout': (request, response, body) => {
      if (new URLSearchParams(body).get('token') !== 't')
        return void response.writeHead(403, html).end('no token');
      sessions.delete(cookie(request, 'sid'));
      response.writeHead(303, { location: '/login' }).end();
    },
  };
}

export const profile: Page = { name: 'profile', kind: 'page', path: '/profile', self: null };
export const me: Page = { name: 'me', kind: 'api', path: '/api/me', self: null };
export const letter: Page = { name: 'letter', kind: 'document', path: '/letter.pdf', self: null };

/** What an actor handed over: looks with their bodies copied, logins, and lost bodies. */
export interface Seen {
  readonly looks: Look[];
  readonly logins: ActorLogin[];
  lost: number;
}

export function settingsFor(
  target: SmallTarget,
  overrides: Partial<ActorSettings> = {},
): { readonly settings: ActorSettings; readonly seen: Seen } {
  const seen: Seen = { looks: [], logins: [], lost: 0 };
  const settings: ActorSettings = {
    target: {
      baseUrl: target.baseUrl,
      allow: [target.host],
      revision: null,
      instance: null,
      timeoutMs: 10_000,
    },
    login: { kind: 'form', url: '/login', username: null, password: null, submit: null },
    logout: { url: '/account/logout', method: 'POST' },
    pages: [profile, me, letter],
    observer: {
      observe: (look) => {
        seen.looks.push({ ...look, body: look.body === null ? null : Buffer.from(look.body) });
        return {} as Observation;
      },
      lostBody: () => {
        seen.lost += 1;
      },
    },
    clock: { nowMs: () => performance.now() },
    inFlight: createInFlight(),
    onLogin: (event) => seen.logins.push(event),
    ...overrides,
  };
  return { settings, seen };
}

export function textOf(look: Look | undefined): string {
  return look?.body === null || look === undefined ? '' : Buffer.from(look.body).toString('utf8');
}

export const never = new AbortController().signal;

function cookie(request: IncomingMessage, name: string): string {
  return new RegExp(`(?:^|; )${name}=([^;]*)`).exec(request.headers.cookie ?? '')?.[1] ?? '';
}
