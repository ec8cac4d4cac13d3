import { pathOnTarget } from '../actors/index.js';
import type { Look } from '../model/look.js';
import type { Page } from '../model/page.js';
import type { Target } from '../model/target.js';

const mostSubresources = 6;

/**
 * The parts of pages that the target makes for each visitor, as the browsers met them while learning: a cookie
 * comes with them, or a shared cache may not keep them. At least two identities must have been sent to the same
 * address, so that nobody's own address is asked for by others. Plain-HTTP sessions then ask for them as well:
 * a stored Set-Cookie hides in a picture more often than in a page (CVE-2024-26144).
 */
export function personalSubresources(looks: readonly Look[], target: Target): readonly Page[] {
  const askedBy = new Map<string, Set<string>>();
  for (const look of looks) {
    if (look.page !== null || look.channel !== 'subresource' || look.status !== 200 || !isPersonal(look))
      continue;
    const path = pathOnTarget(target, look.url);
    if (path !== null) askedBy.set(path, (askedBy.get(path) ?? new Set()).add(look.actor.name));
  }
  const shared = [...askedBy].filter(([, actors]) => actors.size >= 2).map(([path]) => path);
  return shared
    .slice(0, mostSubresources)
    .map((path): Page => ({ name: path.replace(/\?.*/, ''), kind: 'subresource', path, self: null }));
}

function isPersonal({ headers }: Look): boolean {
  const cacheControl = headers['cache-control'] ?? '';
  return headers['set-cookie'] !== undefined || /\b(?:private|no-store)\b/.test(cacheControl);
}
