import { request } from 'undici';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  readonly text: string;
}

/** A person with a cookie jar, whose requests go round the instances as behind a balancer. */
export interface Visitor {
  readonly jar: Map<string, string>;
  get(path: string): Promise<Answer>;
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
}

export function newVisitor(origins: readonly string[], first = 0): Visitor {
  const jar = new Map<string, string>();
  let turn = first;
  const send = async (method: 'GET' | 'POST', path: string, body: string | null): Promise<Answer> => {
    turn += 1;
    const origin = origins[turn % origins.length] ?? '';
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      cookie,
      ...(body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const answer = await request(origin + path, { method, headers, body });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) jar.set(name, value);
    }
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    return { status: answer.statusCode, headers: answer.headers, bytes, text: bytes.toString('utf8') };
  };
  return {
    jar,
    get: (path) => send('GET', path, null),
    post: (path, fields) => send('POST', path, new URLSearchParams(fields).toString()),
  };
}

/** The token in the login form. */
export function csrfOf(page: Answer): string {
  return /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
}

/** Fills in the form and follows it to the callback; gives the last answer. */
export async function signIn(visitor: Visitor, username: string, password: string): Promise<Answer> {
  const csrf = csrfOf(await visitor.get('/login'));
  const answer = await visitor.post('/login', { csrf, username, password });
  return answer.status === 303 ? visitor.get(String(answer.headers['location'])) : answer;
}
