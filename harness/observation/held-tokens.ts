import type { HeldCookie, Look } from '../model/look.js';

const dayMs = 86_400_000;

/**
 * Every cookie that a look put into its viewer's hands: those that the jar holds afterwards, and those that this very
 * answer set. A jar is read once the operation is over, when a later answer may have overwritten what a picture set.
 */
export function cookiesInHand({
  cookies,
  headers,
}: Pick<Look, 'cookies' | 'headers'>): readonly HeldCookie[] {
  const lines = headers['set-cookie'];
  if (lines === undefined) return cookies;
  const given = lines.split('\n').flatMap((line) => cookieOf(line, Date.parse(headers['date'] ?? '')));
  const isNew = ({ name, value }: HeldCookie): boolean =>
    !cookies.some((held) => held.name === name && held.value === value);
  return [...cookies, ...given.filter(isNew)];
}

/** The cookie that a Set-Cookie line sets, or none where it takes one away (RFC 6265, 5.2). */
function cookieOf(line: string, nowMs: number): HeldCookie[] {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  const cookie = { name: pair.slice(0, Math.max(at, 0)), value: pair.slice(at + 1) };
  if (cookie.name === '' || cookie.value === '') return [];
  const isOver = attributes.some((attribute) => {
    const [name = '', value = ''] = attribute.split(/=(.*)/s);
    if (/^max-age$/i.test(name)) return Number(value) <= 0;
    // Without a Date to compare with, the usual "1 January 1970" is told from a date to come.
    return /^expires$/i.test(name) && Date.parse(value) <= (Number.isNaN(nowMs) ? dayMs : nowMs);
  });
  return isOver ? [] : [cookie];
}
