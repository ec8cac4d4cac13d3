import type { BrowserContext } from 'playwright';
import type { BrowserSessionCopy } from '../session-copy.js';
import type { Seat } from './seat.js';

/** Copies what makes a session out of a browser context. A database that cannot be copied is left out. */
export async function copyOf(seat: Seat, authorization: string | null): Promise<BrowserSessionCopy> {
  const { context, page } = seat;
  const state = await context.storageState({ indexedDB: true }).catch(() => context.storageState());
  const kept = await page
    .evaluate(() => ({ origin: location.origin, entries: Object.entries(sessionStorage) }))
    .catch(() => ({ origin: 'null', entries: [] }));
  return { state, origin: kept.origin, sessionStorage: Object.fromEntries(kept.entries), authorization };
}

/** Gives a context that began with the copy's state the rest of it. */
export async function completeCopy(context: BrowserContext, copy: BrowserSessionCopy): Promise<void> {
  const { authorization, origin, sessionStorage: entries } = copy;
  if (authorization !== null) await context.setExtraHTTPHeaders({ authorization });
  if (Object.keys(entries).length > 0) await context.addInitScript(putBack, { origin, entries });
}

/** Runs inside every page, before its own scripts. Refers to nothing outside itself. */
function putBack(kept: Pick<BrowserSessionCopy, 'origin'> & { entries: Readonly<Record<string, string>> }) {
  if (location.origin !== kept.origin) return;
  for (const [name, value] of Object.entries(kept.entries))
    if (sessionStorage.getItem(name) === null) sessionStorage.setItem(name, value);
}
