import type { Look } from '../model/look.js';
import type { Page } from '../model/page.js';
import type { Scanner } from '../scan/index.js';
import { markersOn } from './markers-on.js';

const mostCalls = 4;

/** Answers that showed those who got them their own data, by the path of the call. */
export type PersonalCalls = ReadonlyMap<string, readonly Look[]>;

/**
 * The JSON calls that no config lists and that pages drawn in the browser are made of: where a page is a shell, they
 * alone state whose it is. Two identities at least were shown their own data at the same path, so that nobody's own
 * address is among them, and the path tells of nobody.
 */
export function personalCalls(
  looks: readonly Look[],
  { scanner, pages }: { scanner: Scanner; pages: readonly Page[] },
): PersonalCalls {
  const listed = new Set(pages.map(({ name }) => name));
  const calls = new Map<string, Look[]>();
  for (const look of looks) {
    const path = URL.canParse(look.url) ? new URL(look.url).pathname : '';
    if (listed.has(path) || !isPersonalCall(look, scanner)) continue;
    const answers = calls.get(path) ?? [];
    calls.set(path, answers);
    answers.push(look);
  }
  return new Map([...calls].filter(([, answers]) => viewersOf(answers).size >= 2).slice(0, mostCalls));
}

/**
 * Whether a look is the answer to a call that a page made, or to the same asked for by itself, with own data in it and
 * nobody else's: a list of colleagues does not say whose it is.
 */
export function isPersonalCall(look: Look, scanner: Scanner): boolean {
  const { actor, page, channel, status, contentType } = look;
  const isPart = page === null ? channel === 'api' : page.kind === 'subresource';
  if (!isPart || status !== 200 || !contentType.includes('json')) return false;
  if (actor.identity === null) return false;
  const shown = markersOn(look, scanner);
  return shown.length > 0 && shown.every(({ owner }) => owner === actor.identity?.index);
}

/** Who got these answers, by `Identity.id`. */
export function viewersOf(looks: readonly Look[]): ReadonlySet<string> {
  return new Set(looks.flatMap(({ actor }) => actor.identity?.id ?? []));
}
