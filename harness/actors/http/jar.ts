import { Cookie, CookieJar } from 'tough-cookie';
import type { HeldCookie } from '../../model/look.js';

/** The cookies of one actor, and of nobody else. */
export interface Jar {
  /** Value of the Cookie header for `url`, '' for none. */
  header(url: URL): string;
  /** What `header` would send, as pairs. */
  held(url: URL): readonly HeldCookie[];
  /** Takes in Set-Cookie lines of a response from `url`; an unusable line is ignored, as browsers do. */
  store(lines: readonly string[], url: URL): void;
  /** Everything in it, for a browser to take over. */
  all(): readonly StoredCookie[];
  /** A jar with the same cookies, which goes its own way from then on. */
  copy(): Jar;
  clear(): void;
}

/** A cookie with its scope. `expires` is in seconds since 1970, -1 for the end of the session. */
export interface StoredCookie extends HeldCookie {
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly path: string;
  readonly expires: number;
  readonly secure: boolean;
  readonly httpOnly: boolean;
}

interface Answer {
  readonly header: string;
  readonly held: readonly HeldCookie[];
  /** Wall-clock milliseconds at which a cookie of it expires. */
  readonly until: number;
}

const nothing: Answer = { header: '', held: [], until: Infinity };

/**
 * A jar by RFC 6265 (tough-cookie, made at the first Set-Cookie). The answer for a URL is kept until the jar
 * changes or a cookie expires; while every cookie has the path "/", one answer serves the whole host.
 * Secure cookies are kept and sent on plain loopback, as Chromium does.
 */
export function createJar(): Jar {
  return jarOf(null, false);
}

function jarOf(first: CookieJar | null, firstPathsMatter: boolean): Jar {
  let cookies = first;
  let pathsMatter = firstPathsMatter;
  let answers = new Map<string, Answer>();
  let recent: { readonly url: URL; readonly answer: Answer } | null = null;

  const answer = (url: URL): Answer => {
    if (cookies === null) return nothing;
    if (recent?.url === url && recent.answer.until > Date.now()) return recent.answer;
    const given = answerAnew(cookies, url);
    recent = { url, answer: given };
    return given;
  };
  const answerAnew = (from: CookieJar, url: URL): Answer => {
    const key = pathsMatter ? url.protocol + url.host + url.pathname : url.protocol + url.host;
    const kept = answers.get(key);
    if (kept !== undefined && kept.until > Date.now()) return kept;
    const fresh = answerOf(from.getCookiesSync(url.href));
    answers.set(key, fresh);
    return fresh;
  };
  return {
    header: (url) => answer(url).header,
    held: (url) => answer(url).held,
    store(lines, url) {
      cookies ??= new CookieJar(undefined, { looseMode: true });
      for (const line of lines) {
        const cookie = cookies.setCookieSync(line, url.href, { ignoreError: true });
        if (cookie instanceof Cookie && cookie.path !== '/') pathsMatter = true;
      }
      answers = new Map();
      recent = null;
    },
    all: () =>
      (cookies?.serializeSync()?.cookies ?? [])
        .map((data) => storedCookie(Cookie.fromJSON(data)))
        .filter((cookie) => cookie !== null),
    copy: () => jarOf(cookies?.cloneSync() ?? null, pathsMatter),
    clear() {
      cookies = null;
      pathsMatter = false;
      answers = new Map();
      recent = null;
    },
  };
}

function answerOf(cookies: readonly Cookie[]): Answer {
  let until = Infinity;
  for (const cookie of cookies) until = Math.min(until, cookie.expiryTime() ?? Infinity);
  return {
    header: cookies.map((cookie) => cookie.cookieString()).join('; '),
    held: cookies.map(({ key, value }) => ({ name: key, value })),
    until,
  };
}

function storedCookie(cookie: Cookie | undefined): StoredCookie | null {
  if (cookie === undefined) return null;
  const expiry = cookie.expiryTime();
  return {
    name: cookie.key,
    value: cookie.value,
    domain: cookie.domain ?? '',
    hostOnly: cookie.hostOnly !== false,
    path: cookie.path ?? '/',
    expires: expiry === undefined || !Number.isFinite(expiry) ? -1 : expiry / 1000,
    secure: cookie.secure,
    httpOnly: cookie.httpOnly,
  };
}
