import { Pool } from 'undici';

/** An answer as a visitor sees it. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** Where it sends the visitor on, or null. */
  readonly location: string | null;
}

/** A small client with one cookie jar: what a stranger's browser is to the crowd. */
export interface Browsing {
  get(path: string): Promise<Answer>;
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
  close(): Promise<void>;
}

const answerWithinMs = 10_000;

/** Opens a client on one origin. Its requests throw where the target does not answer. */
export function openBrowsing(origin: string): Browsing {
  const pool = new Pool(origin, {
    connections: 2,
    headersTimeout: answerWithinMs,
    bodyTimeout: answerWithinMs,
  });
  const jar = new Map<string, string>();
  const request = async (method: 'GET' | 'POST', path: string, body: string | null): Promise<Answer> => {
    const headers: Record<string, string> = {};
    if (jar.size > 0) headers['cookie'] = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    if (body !== null) headers['content-type'] = 'application/x-www-form-urlencoded';
    const answer = await pool.request({ method, path, headers, body });
    keepCookies(jar, answer.headers['set-cookie']);
    const { location } = answer.headers;
    const onward = typeof location === 'string' ? location : null;
    return { status: answer.statusCode, text: await answer.body.text(), location: onward };
  };
  return {
    get: (path) => request('GET', path, null),
    post: (path, fields) => request('POST', path, new URLSearchParams(fields).toString()),
    close: () => pool.destroy(),
  };
}

function keepCookies(jar: Map<string, string>, header: string | string[] | undefined): void {
  for (const line of [header ?? []].flat()) {
    const [pair = ''] = line.split(';');
    const equals = pair.indexOf('=');
    if (equals <= 0) continue;
    const name = pair.slice(0, equals).trim();
    const value = pair.slice(equals + 1).trim();
    if (value === '') jar.delete(name);
    else jar.set(name, value);
  }
}
