import type { Page } from '../model/page.js';
import type { Random } from '../model/random.js';

/** Draws one of the items by relative weight. Throws RangeError on an empty list. */
export function weighted<T>(shares: readonly (readonly [T, number])[], random: Random): T {
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  let left = random.next() * total;
  const chosen = shares.find(([, share]) => (left -= share) < 0) ?? shares.at(-1);
  if (chosen === undefined) throw new RangeError('there is nothing to choose from');
  return chosen[0];
}

/** A document costs more to render and to read than a page, and a subresource says less, so they are asked for less often. */
const weights: Readonly<Record<Page['kind'], number>> = {
  page: 1,
  api: 1,
  document: 0.35,
  subresource: 0.35,
  websocket: 0,
  events: 0,
};

/** Draws one of the pages, documents and subresources less often. */
export function anyPage(pages: readonly Page[], random: Random): Page {
  return weighted(
    pages.map((page) => [page, weights[page.kind]] as const),
    random,
  );
}
