import { draftBeside, type Draft, type Place } from './browser-looks.js';
import type { Caught } from './recorder.js';
import type { BrowserStores, StoreLimits } from './browser-stores.js';

/** What an ordinary look reads: enough for what a page of one person keeps, little enough for every reload. */
export const storeLimits: StoreLimits = { entries: 60, bytes: 256 * 1024, ms: 500 };

/** What a look reads that is made for the stores alone. */
export const deepStoreLimits: StoreLimits = { entries: 1_000, bytes: 4 * 1024 * 1024, ms: 4_000 };

/**
 * IndexedDB as one look of storage, and one for each response in the Cache Storage, as of the page that
 * was shown: `document` tells the release and copy that it came from.
 */
export function storeDrafts(stores: BrowserStores, place: Place, document: Caught | null): readonly Draft[] {
  // Nothing else was in flight: what a store holds was not asked for now.
  const kept = (url: string, type: string, body: Buffer): Draft => ({
    ...draftBeside(document, { ...place, channel: 'storage', url, type, body }),
    overlaps: 0,
  });
  const cached = stores.cached.map(({ url, type, text, base64 }) =>
    kept(url, type, text === null ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text, 'utf8')),
  );
  if (stores.databases === '') return cached;
  return [kept(place.url, 'application/json', Buffer.from(stores.databases, 'utf8')), ...cached];
}
