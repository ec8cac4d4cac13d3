import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { html, startTarget, type SmallTarget } from '../actors/small-target.js';

/** Those whom a run knows, and one whom it does not. */
const names = ['Agathe Lemoine', 'Bastien Charpentier', 'Clotilde Vasseur', 'Damien Rousselet'];
const strangersName = 'Philomène Quénard';

const emailOf = (name: string): string => `${name.toLowerCase().replace(' ', '.')}@portal.test`;

/** Accounts for a config, each with the name that its pages show. */
export const accounts = names.map((name, i) => ({
  username: emailOf(name),
  password: `portal-password-${String(i)}`,
  data: { name, email: emailOf(name) },
}));

/** The form that these accounts sign in by. */
export function loginPage(_request: IncomingMessage, response: ServerResponse): void {
  const form =
    '<form method=post action=/login><input name=email type=email><input name=password type=password><button>Sign in</button></form>';
  response.writeHead(200, html).end(`<!doctype html><title>Sign in</title>${form}`);
}

/** What is wrong with the portal. */
export interface Trouble {
  /** Whom later sessions are shown on the account page: somebody unknown, or the third of the accounts. */
  readonly later?: 'stranger' | 'third';
  /** Later sessions are over after the page that follows the login. */
  readonly laterAreShort?: boolean;
  /** The news name who is signed in by a header, as some gateways do. */
  readonly namesInHeader?: boolean;
  /** A login ends the account's session before it. */
  readonly oneSessionEach?: boolean;
}

interface Session {
  readonly name: string;
  readonly isLate: boolean;
  /** Requests until it is over. */
  asksLeft: number;
}

/** The portal while it runs. */
export interface Portal extends SmallTarget {
  /** Sessions from now on are later ones. */
  begin(): void;
}

/** A real HTTP server with a form login, an account page, an API, and a page of news that is the same for everybody. */
export async function startPortal(trouble: Trouble = {}): Promise<Portal> {
  const sessions = new Map<string, Session>();
  let isLate = false;
  const sessionOf = (request: IncomingMessage) => {
    const session = sessions.get(/sid=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
    if (session === undefined || session.asksLeft === 0) return undefined;
    session.asksLeft -= 1;
    return session;
  };
  const shownTo = (request: IncomingMessage): string | null => {
    const session = sessionOf(request);
    if (session === undefined) return null;
    if (!session.isLate || trouble.later === undefined) return session.name;
    return trouble.later === 'third' ? (names[2] ?? '') : strangersName;
  };
  const target = await startTarget({
    'GET /login': loginPage,
    'POST /login': (_request, response, body) => {
      const fields = new URLSearchParams(body);
      const index = accounts.findIndex(
        ({ username, password }) => fields.get('email') === username && fields.get('password') === password,
      );
      const name = names[index];
      if (name === undefined) return void response.writeHead(403, html).end('no');
      const sid = randomBytes(16).toString('hex');
      if (trouble.oneSessionEach === true)
        for (const [old, session] of sessions) if (session.name === name) sessions.delete(old);
      const asksLeft = isLate && trouble.laterAreShort === true ? 1 : Infinity;
      sessions.set(sid, { name, isLate, asksLeft });
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
      const session = sessionOf(request);
      if (session === undefined) return void response.writeHead(302, { location: '/login' }).end();
      const named = trouble.namesInHeader === true ? { 'x-auth-user': emailOf(session.name) } : {};
      response
        .writeHead(200, { ...html, ...named })
        .end('<!doctype html><title>News</title><h1>Opening hours</h1><p>9 to 5</p>');
    },
  });
  return {
    ...target,
    begin: () => {
      isLate = true;
    },
  };
}
