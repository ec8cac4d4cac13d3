import type { Observation } from '../model/observation.js';
import {
  isFreshUntold,
  parseDirectives,
  secondsOf,
  tellsPeopleApart,
  type Directives,
} from './cache-directives.js';

/**
 * Whether a shared cache may keep a response and give it to somebody else (RFC 9111, section 3 for keeping, 4.2 for
 * how long, 4.1 for whom), without asking the origin. `byToken`: the request carried an Authorization header.
 */
export function mayBeShared(answer: Pick<Observation, 'cache' | 'status'>, byToken: boolean): boolean {
  const { cache, status } = answer;
  // A targeted field goes before Cache-Control in the caches that are meant (RFC 9213).
  const directives = parseDirectives(cache['cdn-cache-control'] ?? cache['cache-control'] ?? '');
  const barred = ['no-store', 'private', 'no-cache'].some((name) => directives.get(name) === null);
  if (status === null || status < 200 || barred) return false;
  if (tellsPeopleApart(cache['vary'] ?? '', byToken)) return false;
  const opened = ['public', 's-maxage', 'must-revalidate'].some((name) => directives.has(name));
  if (byToken && !opened) return false;
  return isFreshForAWhile(answer, directives);
}

/** Whoever is known without a session cookie is known by a token, in the Authorization header. */
export function isByToken({ operation, tokens }: Pick<Observation, 'operation' | 'tokens'>): boolean {
  return operation === 'call' || tokens.length === 0;
}

/** Its lifetime: s-maxage, else max-age, else one that it does not tell (RFC 9111, 4.2.1). */
function isFreshForAWhile(answer: Pick<Observation, 'cache' | 'status'>, directives: Directives): boolean {
  const seconds = (name: string): number | null => secondsOf(directives, name);
  // Served beyond its lifetime while the origin is asked, or does not answer (RFC 5861).
  if ((seconds('stale-while-revalidate') ?? 0) > 0 || (seconds('stale-if-error') ?? 0) > 0) return true;
  const lifetime = seconds('s-maxage') ?? seconds('max-age');
  return lifetime === null ? isFreshUntold(answer, directives) : lifetime > 0;
}
