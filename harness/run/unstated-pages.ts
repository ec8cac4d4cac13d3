import type { Look } from '../model/look.js';
import type { Scanner } from '../scan/index.js';
import { markersOn } from './markers-on.js';

/** What was learned of a page: its kind, the own markers on it, and the places that say whose it is. */
interface Page {
  readonly name: string;
  readonly kind: string;
  readonly ownMarkers: number;
  readonly slots: number;
}

/**
 * A note for each page that shows own data, and no place that says whose it is: another identity's data are known
 * there, a stranger's are not. A page drawn in the browser is none where a call says it in its place.
 */
export function unstatedPages(
  pages: readonly Page[],
  learned: { readonly looks: readonly Look[]; readonly scanner: Scanner; readonly callsTell: boolean },
): readonly string[] {
  const isSaidByCalls = learned.callsTell || pages.some(({ kind, slots }) => kind === 'api' && slots > 0);
  const drawn = isSaidByCalls ? new Set<string>() : drawnWithOwn(learned);
  return pages
    .filter(({ name, slots, ownMarkers }) => slots === 0 && (ownMarkers > 0 || drawn.has(name)))
    .map(
      ({ name }) =>
        `${name} shows own data, but no place on it says whose it is: a stranger would not be noticed there. ` +
        'Set self on it, or list the API that it is drawn from in api',
    );
}

/** Pages on which browsers drew the viewer's own data. */
function drawnWithOwn({ looks, scanner }: { looks: readonly Look[]; scanner: Scanner }): ReadonlySet<string> {
  const names = new Set<string>();
  for (const look of looks) {
    const { actor, channel, page } = look;
    if (channel !== 'dom' || page === null || names.has(page.name)) continue;
    if (markersOn(look, scanner).some(({ owner }) => owner === actor.identity?.index)) names.add(page.name);
  }
  return names;
}
