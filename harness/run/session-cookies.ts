import { request } from 'undici';
import type { Actor } from '../model/actor.js';
import type { HeldCookie, Look } from '../model/look.js';
import type { Pace } from '../model/pace.js';
import type { Scanner } from '../scan/scanner.js';
import { decodeBody } from '../scan/decode-body.js';

/** Whoever does not get a turn for so long will not get one. */
const longestTurnMs = 600_000;

/** Own pages that are tried until one tells. */
const mostPages = 6;

/** Names of the cookies that hold the login session, and what is to be said where there are cookies but none does. */
export interface SessionCookies {
  readonly names: ReadonlySet<string>;
  readonly notes: readonly string[];
}

/** How pages are asked for once more. */
interface Asking {
  readonly scanner: Scanner;
  readonly timeoutMs: number;
  readonly pace: Pace | null;
}

/**
 * Finds out which cookies hold the login session, from the own pages that were read. An actor whose tokens the target
 * replaced meanwhile (a refresh token is good for one use) signs in again: its jar holds the old ones, and to come with
 * one of those may end the session.
 */
export async function learnSessionCookies(
  options: Asking & { looks: readonly Look[]; actors: readonly Actor[]; signal: AbortSignal },
): Promise<SessionCookies> {
  const own = options.looks.filter(
    ({ actor, page, cookies, status }) =>
      actor.identity !== null &&
      page !== null &&
      page.kind !== 'document' &&
      cookies.length > 0 &&
      status === 200,
  );
  const outdated = new Set<string>();
  let names: ReadonlySet<string> = new Set();
  // The newest sessions first: an older one may have been ended by the second login.
  for (const look of own.reverse().slice(0, mostPages)) {
    if (outdated.has(look.actor.name)) continue;
    const trial = createTrial(look, options);
    names = await sessionCookiesOf(look, trial).catch(() => new Set<string>());
    if (trial.replacedTokens) outdated.add(look.actor.name);
    if (names.size > 0) break;
  }
  for (const actor of options.actors)
    if (outdated.has(actor.name)) await actor.perform({ kind: 'login', alias: 0 }, options.signal);
  return { names, notes: names.size === 0 && own.length > 0 ? [noneFound(own)] : [] };
}

/**
 * Leaves each cookie out: one without which the own page is no longer own holds the session. Consent, language and
 * load-balancer cookies are shared by many people and must not be taken for it. Where none is missed, because either of
 * two suffices (an access and a refresh token, a session and "remember me"), each is tried alone.
 */
async function sessionCookiesOf({ cookies }: Look, { isOwn }: Trial): Promise<ReadonlySet<string>> {
  const names = new Set(cookies.map(({ name }) => name));
  const found = new Set<string>();
  if (!(await isOwn(names))) return found;
  for (const name of names) {
    const others = new Set(names);
    others.delete(name);
    if (!(await isOwn(others))) found.add(name);
  }
  if (found.size > 0 || (await isOwn(new Set()))) return found;
  for (const name of names) if (await isOwn(new Set([name]))) found.add(name);
  return found;
}

/** One page, asked for again and again with some of the cookies that came with it. */
interface Trial {
  /** Whether it shows own data to whoever comes with the cookies of these names. */
  isOwn(names: ReadonlySet<string>): Promise<boolean>;
  /** The target gave another value for a cookie that it was sent. */
  readonly replacedTokens: boolean;
}

function createTrial(own: Look, { scanner, timeoutMs, pace }: Asking): Trial {
  const index = own.actor.identity?.index;
  let cookies = own.cookies;
  let replacedTokens = false;
  return {
    get replacedTokens() {
      return replacedTokens;
    },
    async isOwn(names) {
      const sent = cookies.filter(({ name }) => names.has(name));
      await pace?.turn(AbortSignal.timeout(longestTurnMs));
      const startedMs = performance.now();
      const { statusCode, headers, body } = await request(own.url, {
        headers: {
          cookie: sent.map(({ name, value }) => `${name}=${value}`).join('; '),
          accept: 'text/html,*/*',
        },
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      });
      const given = valuesGiven(headers['set-cookie']);
      const renewed = (cookie: HeldCookie): HeldCookie => ({
        ...cookie,
        value: given.get(cookie.name) ?? cookie.value,
      });
      replacedTokens ||= sent.some((cookie) => renewed(cookie).value !== cookie.value);
      const bytes = new Uint8Array(await body.arrayBuffer());
      pace?.ended({ status: statusCode, outcome: 'ok', tookMs: performance.now() - startedMs, awayMs: 0 });
      const encoding = headers['content-encoding'];
      const decoded = decodeBody(bytes, typeof encoding === 'string' ? encoding : '');
      const contentType = headers['content-type'];
      const { hits } = scanner.scan(decoded.bytes, {
        contentType: typeof contentType === 'string' ? contentType : '',
      });
      const isOwn = statusCode < 300 && hits.some(({ marker }) => marker.owner === index);
      // What a signed-out visitor is given belongs to no session of ours.
      if (isOwn) cookies = cookies.map(renewed);
      return isOwn;
    },
  };
}

/** The values of Set-Cookie lines by name, '' for a cookie that is to go. */
function valuesGiven(lines: string | readonly string[] | undefined): ReadonlyMap<string, string> {
  return new Map(
    [lines ?? []].flat().map((line) => {
      const [pair = ''] = line.split(';', 1);
      const at = pair.indexOf('=');
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );
}

function noneFound(own: readonly Look[]): string {
  const names = new Set(own.flatMap(({ cookies }) => cookies.map(({ name }) => name)));
  return (
    `none of the cookies (${[...names].join(', ')}) was found to hold the login session, so nobody can tell whether ` +
    'sessions are shared, or kept through a login'
  );
}
