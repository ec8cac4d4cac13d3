import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { html, startTarget, type SmallTarget } from '../actors/small-target.js';
import { accounts, loginPage } from './portal.js';

const stranger = { name: 'Philomène Quénard', email: 'philomene.quenard@portal.test' };

/** A greeting that changes, over a skeleton that the script fills in. */
const shell = `<!doctype html><title>Account</title><h1 class="greeting">Loading…</h1><p class="user-email"></p>
<script>
const token = new URLSearchParams(document.cookie).get('token');
const asked = token === null ? {} : { headers: { authorization: 'Bearer ' + token } };
fetch('/api/me?fields=all', asked).then((answer) => answer.json()).then(({ user }) => {
  const greeting = ['Hello', 'Good morning', 'Welcome back'][Math.floor(Math.random() * 3)];
  document.querySelector('.greeting').textContent = greeting + ' ' + user.name;
  document.querySelector('.user-email').textContent = user.email;
});
</script>`;

/** A page of which a script draws all, the login form as well: an address asked for without a session ends there. */
const application = `<!doctype html><title>Portal</title><main>Loading…</main>
<script>
const main = document.querySelector('main');
const post = (path, sent) => fetch(path, { method: 'POST', body: JSON.stringify(sent) });
if (location.pathname === '/login') {
  main.innerHTML = '<form><input name=email type=email><input name=password type=password><button>Sign in</button></form>';
  document.forms[0].onsubmit = async (event) => {
    event.preventDefault();
    const answer = await post('/api/session', Object.fromEntries(new FormData(event.target)));
    if (answer.ok) location.assign('/account');
  };
} else {
  post('/graphql', { query: '{ viewer { name } }' }).then(async (answer) => {
    if (answer.status === 401) return location.assign('/login');
    const { viewer } = (await answer.json()).data;
    main.innerHTML = '<p></p><ul><li>Opening hours 9 to 5</li></ul>';
    document.querySelector('p').textContent = 'Customer: ' + viewer.name;
  });
}
</script>`;

/** How the portal is built, and what goes wrong with it later. */
export interface Drawing {
  /** The call takes no cookie, but a token that the page's script sends. */
  readonly byToken?: boolean;
  /** Answers from `begin` on are a stranger's. */
  readonly laterStranger?: boolean;
  /** The login form is drawn by a script as well, and the call is a POST that tells no e-mail address. */
  readonly byPost?: boolean;
}

/** The portal while it runs. */
export interface DrawnPortal extends SmallTarget {
  begin(): void;
}

/** A real HTTP server whose one page is a shell, the same for everybody, that a script draws from `/api/me`. */
export async function startDrawnPortal({ byToken, laterStranger, byPost }: Drawing): Promise<DrawnPortal> {
  const sessions = new Map<string, { name: string; email: string; number: number }>();
  let isLate = false;
  const cookieOf = (request: IncomingMessage): string =>
    /(?:sid|token)=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const drawnByPost: Parameters<typeof startTarget>[0] = {
    'GET /login': (_request, response) => void response.writeHead(200, html).end(application),
    'POST /api/session': (_request, response, body) => {
      const { email } = JSON.parse(body) as { email: string };
      const account = accounts.find(({ username }) => username === email);
      if (account === undefined) return void response.writeHead(401).end();
      const sid = randomBytes(16).toString('hex');
      sessions.set(sid, { ...account.data, number: 0 });
      response.writeHead(204, { 'set-cookie': `sid=${sid}; Path=/; HttpOnly` }).end();
    },
    '/account': (_request, response) => void response.writeHead(200, html).end(application),
    'POST /graphql': (request, response) => {
      const session = sessions.get(cookieOf(request));
      if (session === undefined) return void response.writeHead(401).end();
      const { name } = isLate && laterStranger === true ? stranger : session;
      response
        .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(JSON.stringify({ data: { viewer: { name } } }));
    },
  };
  const target = await startTarget({
    'GET /login': loginPage,
    'POST /login': (_request, response, body) => {
      const fields = new URLSearchParams(body);
      const account = accounts.find(({ username }) => username === fields.get('email'));
      if (account === undefined) return void response.writeHead(403, html).end('no');
      const sid = randomBytes(16).toString('hex');
      // As long as a customer number, and another one with each login.
      sessions.set(sid, { ...account.data, number: randomBytes(6).readUIntBE(0, 6) });
      const cookie = byToken === true ? `token=${sid}; Path=/` : `sid=${sid}; Path=/; HttpOnly`;
      response.writeHead(303, { location: '/account', 'set-cookie': cookie }).end();
    },
    '/account': (request, response) => {
      if (!sessions.has(cookieOf(request))) return void response.writeHead(302, { location: '/login' }).end();
      response.writeHead(200, { ...html, 'cache-control': 'no-store' }).end(shell);
    },
    '/api/me': (request, response) => {
      const bearer = (request.headers.authorization ?? '').replace('Bearer ', '');
      const session = sessions.get(byToken === true ? bearer : cookieOf(request));
      if (session === undefined) return void response.writeHead(401).end();
      const user = isLate && laterStranger === true ? stranger : { name: session.name, email: session.email };
      response
        .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(JSON.stringify({ user, session: { number: session.number }, news: 'open 9 to 5' }));
    },
    ...(byPost === true ? drawnByPost : {}),
  });
  return {
    ...target,
    begin: () => {
      isLate = true;
    },
  };
}
