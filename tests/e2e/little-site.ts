import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A person with an account on the little site. */
export interface Person {
  readonly username: string;
  readonly password: string;
  readonly data: { readonly name: string; readonly email: string };
}

/** What is wrong with the little site. */
export interface Defects {
  /** These people's logins are answered as everybody's, but nobody is signed in by them. */
  readonly silentlyRefused?: readonly string[];
  /** The same, from the rollout on; the sessions that they had are gone. */
  readonly refusedAfterRollout?: readonly string[];
  /** A deployment that ends well and replaces nothing. */
  readonly replacesNothing?: boolean;
}

export interface LittleSite {
  readonly baseUrl: string;
  /** Shell command that rolls v2 out, in about a second and a half. */
  readonly rollCommand: string;
  close(): Promise<void>;
}

/** Six people, each with a name and an address of their own. */
export const people: readonly Person[] = ['Odile', 'Basile', 'Ysoline', 'Firmin', 'Hermine', 'Gaspard'].map(
  (first, i) => ({
    username: first.toLowerCase(),
    password: `pass-of-${first}-${String(i)}-x7`,
    data: {
      name: `${first} Quenouillard${String(i)}`,
      email: `${first.toLowerCase()}.${String(7919 * (i + 3))}@people.example`,
    },
  }),
);

const form =
  '<!doctype html><title>Sign in</title><form method=post action=/login><input name=user><input name=pass type=password><button>Sign in</button></form>';
const front =
  '<!doctype html><title>Little site</title><p>Welcome. News of the week: the fair is on Sunday.</p>';

/** A site with a login and two private pages, on a free port of this machine. */
export async function startLittleSite(defects: Defects = {}): Promise<LittleSite> {
  const sessions = new Map<string, Person>();
  let issued = 0;
  let revision = 'v1';
  const isRefused = ({ username }: Person): boolean =>
    defects.silentlyRefused?.includes(username) === true ||
    (revision === 'v2' && defects.refusedAfterRollout?.includes(username) === true);

  const roll = (): void => {
    if (defects.replacesNothing === true) return;
    revision = 'v2';
    for (const [sid, person] of sessions) if (isRefused(person)) sessions.delete(sid);
  };
  const signIn = (body: string, response: ServerResponse): void => {
    const fields = new URLSearchParams(body);
    const person = people.find(({ username }) => username === fields.get('user'));
    if (person?.password !== fields.get('pass') || person === undefined) {
      response.writeHead(200, { 'content-type': 'text/html' }).end(form);
      return;
    }
    const sid = `s${String((issued += 1))}-${Math.random().toString(36).slice(2)}`;
    if (!isRefused(person)) sessions.set(sid, person);
    response.writeHead(303, { location: '/', 'set-cookie': `sid=${sid}; Path=/; HttpOnly` }).end();
  };
  const privatePage = (request: IncomingMessage, response: ServerResponse, title: string): void => {
    const sid = /(?:^|; )sid=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const person = sessions.get(sid);
    response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store', vary: 'Cookie' });
    response.end(
      person === undefined
        ? front
        : `<!doctype html><title>${title}</title><h1>${title}</h1><p class=name>${person.data.name}</p><p>${person.data.email}</p>`,
    );
  };

  const server = createServer((request, response) => {
    response.setHeader('x-revision', revision);
    response.setHeader('x-instance', `web-${revision}`);
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      switch (`${request.method ?? ''} ${request.url ?? ''}`) {
        case 'GET /':
          response.writeHead(200, { 'content-type': 'text/html' }).end(front);
          return;
        case 'GET /login':
          response.writeHead(200, { 'content-type': 'text/html' }).end(form);
          return;
        case 'POST /login':
          signIn(body, response);
          return;
        case 'GET /account':
          privatePage(request, response, 'Account');
          return;
        case 'GET /orders':
          privatePage(request, response, 'Orders');
          return;
        case 'POST /roll':
          roll();
          response.writeHead(204).end();
          return;
        default:
          response.writeHead(404, { 'content-type': 'text/plain' }).end('nothing here');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const script = `setTimeout(() => fetch('${baseUrl}/roll', { method: 'POST' }).then(() => setTimeout(() => {}, 700)), 700)`;
  return {
    baseUrl,
    rollCommand: `"${process.execPath}" -e "${script}"`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
