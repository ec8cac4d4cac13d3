import type { Observation } from '../model/observation.js';

/** Statuses that a cache may keep without being told for how long (RFC 9110, 15.1). */
const heuristicallyCacheable = new Set([200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501]);

/** Directives of Cache-Control by lower-cased name; null where one has no argument. */
export type Directives = ReadonlyMap<string, string | null>;

/** A directive with field names (`private="set-cookie"`) bars those fields only, and has an argument here. */
export function parseDirectives(header: string): Directives {
  const directives = new Map<string, string | null>();
  for (const [, name = '', quoted, token] of header.matchAll(
    /([\w-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,;]+)))?/g,
  )) {
    directives.set(name.toLowerCase(), quoted ?? token ?? null);
  }
  return directives;
}

/** The seconds that a directive names: 0 where it names none, null where it is not there. */
export function secondsOf(directives: Directives, name: string): number | null {
  const value = directives.get(name);
  return value === undefined ? null : Number.parseInt(value ?? '', 10) || 0;
}

/** Another person's request differs in the header by which people are told apart, or nothing ever matches (`*`). */
export function tellsPeopleApart(vary: string, byToken: boolean): boolean {
  const names = vary.split(',').map((name) => name.trim().toLowerCase());
  return names.includes('*') || names.includes(byToken ? 'authorization' : 'cookie');
}

/** Fresh for a while without a directive that says so: by Expires, else by a guess from Last-Modified (RFC 9111, 4.2.2). */
export function isFreshUntold(
  { cache, status }: Pick<Observation, 'cache' | 'status'>,
  directives: Directives,
): boolean {
  const expires = cache['expires'];
  if (expires !== undefined) return Date.parse(expires) > Date.parse(cache['date'] ?? '');
  const mayGuess = directives.has('public') || heuristicallyCacheable.has(status ?? 0);
  return mayGuess && cache['last-modified'] !== undefined;
}
