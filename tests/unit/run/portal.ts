import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { html, startTarget, type SmallTarget } from '../actors/small-target.js';

/** People of the portal; the last one is nobody that a run knows. */
const names = ['Agathe Lemoine', 'Bastien Charpentier', 'Clotilde Vasseur', 'Damien Rousselet'];
const strangersName = 'Philomène Quénard';

const emailOf = (name: string): string => `${name.toLowerCase().replace(' ', '.')}@portal.test`;

/** Accounts for a config, each with the name that its pages show. */
export const accounts = names.map((name, i) => ({
  username: emailOf(name),
  password: `portal-password-${String(i)}`,
  data: { name, email: emailOf(name) },
}));

/** What is wrong with the portal. */
export interface Trouble {
  /** Sessions from this number on, counted from 1, are shown somebody else on the account page. */
  readonly mixedUpFrom?: number;
  /** Whom they are shown: `stranger`, or the third of the accounts. Default `stranger`. */
  readonly shown?: 'stranger' | 'third';
  /** A session is worth nothing in the hands of another browser or client. */
  readonly boundToClient?: boolean;
}

/** A real HTTP server with a form login, an account page, an API, and a page of news that is the same for everybody. */
export function startPortal(trouble: Trouble = {}): Promise<SmallTarget> {
  const sessions = new Map<
    string,
    { readonly name: string; readonly number: number; readonly port: number }
  >();
  const sessionOf = (request: IncomingMessage) => {
    const session = sessions.get(/sid=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
    const isBound = trouble.boundToClient === true && session?.port !== request.socket.remotePort;
    return isBound ? undefined : session;
  };
  const shownTo = (request: IncomingMessage): string | null => {
    const session = sessionOf(request);
    if (session === undefined) return null;
    if (session.number < (trouble.mixedUpFrom ?? Infinity)) return session.name;
    return trouble.shown === 'third' ? (names[2] ?? '') : strangersName;
  };
  return startTarget({
    'GET /login': (_request, response) => {
      const form =
        '<form method=post action=/login><input name=email type=email><input name=password type=password><button>Sign in</button></form>';
      response.writeHead(200, html).end(`<!doctype html><title>Sign in</title>${form}`);
    },
    'POST /login': (request, response, body) => {
      const fields = new URLSearchParams(body);
      const index = accounts.findIndex(
        ({ username, password }) => fields.get('email') === username && fields.get('password') === password,
      );
      const name = names[index];
      if (name === undefined) return void response.writeHead(403, html).end('no');
      const sid = randomBytes(16).toString('hex');
      sessions.set(sid, { name, number: sessions.size + 1, port: request.socket.remotePort ?? 0 });
      response.writeHead(303, { location: '/account', 'set-cookie': `sid=${sid}; Path=/; HttpOnly` }).end();
    },
    '/account': (request, response) => {
      const name = shownTo(request);
      if (name === null) return void response.writeHead(302, { location: '/login' }).end();
      response
        .writeHead(200, { ...html, 'cache-control': 'no-store' })
        .end(
          `<!doctype html><title>Account</title><h1 id="who">${name}</h1><p class="mail">${emailOf(name)}</p>`,
        );
    },
    '/api/me': (request, response) => {
      const session = sessionOf(request);
      if (session === undefined) return void response.writeHead(401).end();
      const { name } = session;
      response
        .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(JSON.stringify({ name, email: emailOf(name) }));
    },
    '/news': (request, response) => {
      if (sessionOf(request) === undefined) return void response.writeHead(302, { location: '/login' }).end();
      response
        .writeHead(200, html)
        .end('<!doctype html><title>News</title><h1>Opening hours</h1><p>9 to 5</p>');
    },
  });
}
