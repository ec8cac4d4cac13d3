import { startTarget, type SmallTarget } from '../../actors/small-target.js';

/** What the target does at present; a test changes it. */
export interface Behaviour {
  revision: string;
  /** Pages show a person whom nobody knows. */
  leaks: boolean;
  /** Every page is answered with it; null: as it should be. */
  status: number | null;
  /** Every other page comes as a cache had stored it from this release; null: none does. */
  stored: string | null;
}

/** Two people sign in and read two pages. */
export interface WatchedTarget extends SmallTarget {
  readonly behaviour: Behaviour;
  /** The moments at which requests came in. */
  readonly atMs: readonly number[];
}

export const people = [
  { username: 'jeanne@example.test', password: 'first-password', data: { name: 'Jeanne Delamarre' } },
  { username: 'paul@example.test', password: 'other-password', data: { name: 'Paul Lenoir-Vasseur' } },
] as const;

const html = { 'content-type': 'text/html; charset=utf-8' };

/** A shop with a login form; it tells its revision on every answer. */
export async function startWatchedTarget(): Promise<WatchedTarget> {
  const behaviour: Behaviour = { revision: 'v1', leaks: false, status: null, stored: null };
  const atMs: number[] = [];
  const sessions = new Map<string, string>();
  const nameOf = (cookies: string | undefined): string | null =>
    sessions.get(/sid=([^;]+)/.exec(cookies ?? '')?.[1] ?? '') ?? null;
  const headers = (): Record<string, string> => ({
    ...html,
    'x-revision': behaviour.revision,
    'x-instance': `web-${behaviour.revision}`,
  });
  const page: Parameters<typeof startTarget>[0][string] = (request, response) => {
    atMs.push(performance.now());
    const name = nameOf(request.headers.cookie);
    if (behaviour.status !== null) response.writeHead(behaviour.status, headers()).end('busy');
    else if (name === null) response.writeHead(302, { ...headers(), location: '/login' }).end();
    else {
      const { stored } = behaviour;
      const aged = stored === null || atMs.length % 2 > 0 ? {} : { 'x-revision': stored, age: '30' };
      const shown = behaviour.leaks ? 'Mireille Quelqu-Inconnue' : name;
      response
        .writeHead(200, { ...headers(), ...aged })
        .end(`<!doctype html><title>Account</title><h1 id="owner">${shown}</h1><p>Your orders</p>`);
    }
  };
  const target = await startTarget({
    'GET /login': (_request, response) => {
      atMs.push(performance.now());
      response
        .writeHead(200, headers())
        .end('<form method=post action=/login><input name=user><input type=password name=pass></form>');
    },
    'POST /login': (_request, response, body) => {
      atMs.push(performance.now());
      const fields = new URLSearchParams(body);
      const person = people.find(({ username }) => username === fields.get('user'));
      if (person?.password !== fields.get('pass') || person === undefined)
        return void response.writeHead(401, headers()).end('wrong');
      const sid = `${String(sessions.size + 1)}-${Math.random().toString(36).slice(2)}`;
      sessions.set(sid, person.data.name);
      response
        .writeHead(303, { ...headers(), location: '/account', 'set-cookie': `sid=${sid}; Path=/` })
        .end();
    },
    '/account': page,
    '/orders': page,
  });
  return { ...target, behaviour, atMs };
}
