import type { Observation } from '../model/observation.js';

/** Statuses that a cache may keep without being told for how long (RFC 9110, 15.1). */
const heuristicallyCacheable = new Set([200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501]);

/** Directives by lower-cased name; null where one has no argument. */
type Directives = ReadonlyMap<string, string | null>;

/**
 * Whether a shared cache may keep a response and give it to somebody else (RFC 9111, section 3 for keeping, 4.2 for
 * how long, 4.1 for whom), without asking the origin. `byToken`: the request carried an Authorization header.
 */
export function mayBeShared(
  { cache, status }: Pick<Observation, 'cache' | 'status'>,
  byToken: boolean,
): boolean {
  // A targeted field goes before Cache-Control in the caches that are meant (RFC 9213).
  const directives = parse(cache['cdn-cache-control'] ?? cache['cache-control'] ?? '');
  const barred = ['no-store', 'private', 'no-cache'].some((name) => directives.get(name) === null);
  if (status === null || status < 200 || barred) return false;
  if (tellsPeopleApart(cache['vary'] ?? '', byToken)) return false;
  const opened = ['public', 's-maxage', 'must-revalidate'].some((name) => directives.has(name));
  if (byToken && !opened) return false;
  return isFreshForAWhile(status, directives, cache);
}

/** Another person's request differs in the header by which people are told apart, or nothing ever matches (`*`). */
function tellsPeopleApart(vary: string, byToken: boolean): boolean {
  const names = vary.split(',').map((name) => name.trim().toLowerCase());
  return names.includes('*') || names.includes(byToken ? 'authorization' : 'cookie');
}

/** Its lifetime: s-maxage, else max-age, else Expires, else by a guess from Last-Modified (RFC 9111, 4.2.1 and 4.2.2). */
function isFreshForAWhile(status: number, directives: Directives, cache: Observation['cache']): boolean {
  const seconds = (name: string): number | null => {
    const value = directives.get(name);
    return value === undefined ? null : Number.parseInt(value ?? '', 10) || 0;
  };
  // Served beyond its lifetime while the origin is asked, or does not answer (RFC 5861).
  if ((seconds('stale-while-revalidate') ?? 0) > 0 || (seconds('stale-if-error') ?? 0) > 0) return true;
  const lifetime = seconds('s-maxage') ?? seconds('max-age');
  if (lifetime !== null) return lifetime > 0;
  const expires = cache['expires'];
  if (expires !== undefined) return Date.parse(expires) > Date.parse(cache['date'] ?? '');
  const mayGuess = directives.has('public') || heuristicallyCacheable.has(status);
  return mayGuess && cache['last-modified'] !== undefined;
}

/** A directive with field names (`private="set-cookie"`) bars those fields only, and has an argument here. */
function parse(header: string): Directives {
  const directives = new Map<string, string | null>();
  for (const [, name = '', quoted, token] of header.matchAll(
    /([\w-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,;]+)))?/g,
  )) {
    directives.set(name.toLowerCase(), quoted ?? token ?? null);
  }
  return directives;
}
