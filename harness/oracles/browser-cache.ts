import type { Observation } from '../model/observation.js';
import { isFreshUntold, parseDirectives, secondsOf, tellsPeopleApart } from './cache-directives.js';

/**
 * Whether a browser may keep a response and show it to whoever signs in there next, without asking the origin
 * (RFC 9111, sections 3, 4.1 and 4.2): `private` permits that, and `s-maxage` says nothing to a browser.
 * `byToken`: the request carried an Authorization header.
 */
export function mayGreetTheNext(answer: Pick<Observation, 'cache' | 'status'>, byToken: boolean): boolean {
  const { cache, status } = answer;
  const directives = parseDirectives(cache['cache-control'] ?? '');
  const barred = ['no-store', 'no-cache'].some((name) => directives.get(name) === null);
  if (status === null || status < 200 || barred) return false;
  if (tellsPeopleApart(cache['vary'] ?? '', byToken)) return false;
  // Shown beyond its lifetime while the origin is asked (RFC 5861, section 3).
  if ((secondsOf(directives, 'stale-while-revalidate') ?? 0) > 0) return true;
  const lifetime = secondsOf(directives, 'max-age');
  return lifetime === null ? isFreshUntold(answer, directives) : lifetime > 0;
}
