import { pathOnTarget, speaksOfLogout } from '../../actors/index.js';
import type { Look } from '../../model/look.js';
import type { Page } from '../../model/page.js';
import type { Target } from '../../model/target.js';
import { decodeBody } from '../../scan/index.js';
import { linksIn } from './links.js';

/** Nobody follows a link that may change something, for the sake of a test. */
const doesSomething =
  /(?<![a-z])(?:log-?in|sign-?(?:in|off))(?![a-z])|deconnexion|connexion|delete|remove|supprimer|cancel|annuler|unsubscribe|confirm|reset|revoke|disable/i;
const neverPersonal = /\.(?:js|mjs|css|map|png|jpe?g|gif|webp|avif|ico|woff2?|ttf|mp[34]|webm)$/i;

/** Of one pattern, and of one identity. */
const mostOfPattern = 2;
const mostOfIdentity = 6;

/**
 * Paths on an identity's own pages that no other identity was shown, by `Identity.index`; a few of each pattern. An
 * address that nobody can guess (a long token, a UUID) may be meant to be a key by itself, as shared links and
 * pre-signed downloads are, so it is left out: the config may still name it.
 */
export function privateCandidates(
  looks: readonly Look[],
  { target, pages }: { target: Target; pages: readonly Page[] },
): ReadonlyMap<number, readonly string[]> {
  const shownTo = new Map<string, Set<number | null>>();
  for (const look of looks) {
    const { identity } = look.actor;
    if (look.page === null || look.body === null || look.status !== 200) continue;
    const text = Buffer.from(decodeBody(look.body, look.contentEncoding).bytes).toString('utf8');
    for (const link of linksIn(text, look.contentType, look.url)) {
      const path = pathOnTarget(target, link);
      if (path !== null) shownTo.set(path, (shownTo.get(path) ?? new Set()).add(identity?.index ?? null));
    }
  }
  const known = new Set(pages.map(({ path }) => path));
  const found = new Map<number, string[]>();
  const patterns = new Map<string, number>();
  for (const [path, [owner = null, ...others]] of shownTo) {
    if (owner === null || others.length > 0 || known.has(path) || !isWorthAsking(path)) continue;
    const list = found.get(owner) ?? [];
    const pattern = `${String(owner)} ${path.replace(/\d+/g, '0')}`;
    const alike = patterns.get(pattern) ?? 0;
    if (list.length >= mostOfIdentity || alike >= mostOfPattern) continue;
    patterns.set(pattern, alike + 1);
    found.set(owner, [...list, path]);
  }
  return found;
}

/** Whether a path that was met may be asked for: it does nothing, may be personal, and is no key by itself. */
export function isWorthAsking(path: string): boolean {
  const [bare = ''] = path.split('?');
  return (
    !doesSomething.test(path) && !speaksOfLogout(path) && !neverPersonal.test(bare) && !isUnguessable(path)
  );
}

/** A part of 20 characters and more that mixes letters and digits: 16 random bytes are 22 of them in base64. */
function isUnguessable(path: string): boolean {
  return path.split(/[/?&=.]/).some((part) => part.length >= 20 && /\d/.test(part) && /[a-z]/i.test(part));
}
