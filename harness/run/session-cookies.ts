import { request } from 'undici';
import type { HeldCookie, Look } from '../model/look.js';
import type { Pace } from '../model/pace.js';
import type { Scanner } from '../scan/scanner.js';
import { decodeBody } from '../scan/decode-body.js';

/** Whoever does not get a turn for so long will not get one. */
const longestTurnMs = 600_000;

/**
 * Finds out which cookies hold the login session, by leaving each one out: a cookie without which an own page
 * is no longer own is one. Consent, language and load-balancer cookies are shared by many people and must not
 * be taken for sessions. Asks the page of `own` once more with all cookies, and once without each.
 */
export async function findSessionCookies(
  own: Look,
  scanner: Scanner,
  timeoutMs: number,
  pace: Pace | null,
): Promise<ReadonlySet<string>> {
  const index = own.actor.identity?.index;
  const isOwn = async (cookies: readonly HeldCookie[]): Promise<boolean> => {
    await pace?.turn(AbortSignal.timeout(longestTurnMs));
    const startedMs = performance.now();
    const { statusCode, headers, body } = await request(own.url, {
      headers: {
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
        accept: 'text/html,*/*',
      },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    const bytes = new Uint8Array(await body.arrayBuffer());
    pace?.ended({ status: statusCode, outcome: 'ok', tookMs: performance.now() - startedMs, awayMs: 0 });
    const encoding = headers['content-encoding'];
    const decoded = decodeBody(bytes, typeof encoding === 'string' ? encoding : '');
    const contentType = headers['content-type'];
    const { hits } = scanner.scan(decoded.bytes, {
      contentType: typeof contentType === 'string' ? contentType : '',
    });
    return statusCode < 300 && hits.some(({ marker }) => marker.owner === index);
  };
  const found = new Set<string>();
  if (!(await isOwn(own.cookies))) return found;
  for (const { name } of own.cookies) {
    if (!(await isOwn(own.cookies.filter((cookie) => cookie.name !== name)))) found.add(name);
  }
  return found;
}
