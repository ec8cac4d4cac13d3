import type { LearnedPage } from '../markers/index.js';
import type { Scanner } from '../scan/index.js';

/** A number that is long enough to be a marker, folded to its digits: a scan would not know it in that form. */
const longNumber = /^\d{7,}$/;

/**
 * Tells whether every value of a page's slots is a marker: then a scan notices each that gives way to another. A first
 * name where the config says that the page states whose it is, or a short number, is none: such a page must be read.
 */
export function slotsStandInMarkers(scanner: Scanner): (page: LearnedPage) => boolean {
  const known = new WeakMap<LearnedPage, boolean>();
  const isMarked = (value: string, owner: number): boolean =>
    longNumber.test(value) ||
    scanner
      .scan(Buffer.from(value), { contentType: 'text/plain' })
      .hits.some(({ marker }) => marker.owner === owner);
  return (page) => {
    const before = known.get(page);
    if (before !== undefined) return before;
    const all = page.slots.every(({ owners }) =>
      [...owners].every(([value, owner]) => isMarked(value, owner)),
    );
    known.set(page, all);
    return all;
  };
}
