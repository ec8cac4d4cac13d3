import type { Page as BrowserPage } from 'playwright';
import type { ActorSettings } from '../actor-settings.js';
import { within } from '../deadline.js';
import type { Failure } from '../http/failure.js';
import { assertReachable, isReachable, resolveOnTarget } from '../reach.js';
import { isDownload, navigationFailure, wasInterrupted } from './failure.js';
import { emptyPagePath } from './recorder.js';
import type { Seat } from './seat.js';

/** How a navigation ended: with a document, as a download (nothing is shown), or not at all. */
export type Navigated =
  { readonly kind: 'shown' } | { readonly kind: 'download' } | ({ readonly kind: 'failed' } & Failure);

/** Goes to `url`, or reloads it where it is what the page shows, and waits for everything that comes with it. */
export async function navigate(
  seat: Seat,
  { url, reload }: { readonly url: string; readonly reload: boolean },
  { target }: ActorSettings,
  signal: AbortSignal,
): Promise<Navigated> {
  const { page, recorder } = seat;
  let result: Navigated = { kind: 'shown' };
  const go = (): Promise<unknown> => goOnce(page, url, reload, target.timeoutMs);
  try {
    // Playwright keeps the deadline; the outer one is for a browser that does not answer any more.
    await within(onceMore(go), 2 * target.timeoutMs, signal);
  } catch (error) {
    result = isDownload(error) ? { kind: 'download' } : { kind: 'failed', ...navigationFailure(error) };
  }
  await recorder.drain(seat.gone() ? 0 : target.timeoutMs, signal);
  const refused = recorder.refused();
  if (refused !== null) assertReachable(target, refused);
  return result;
}

/** Goes, and once again where another navigation of the page got in between. */
async function onceMore(go: () => Promise<unknown>): Promise<unknown> {
  try {
    return await go();
  } catch (error) {
    if (!wasInterrupted(error)) throw error;
    return go();
  }
}

function goOnce(page: BrowserPage, url: string, reload: boolean, timeout: number): Promise<unknown> {
  const options = { waitUntil: 'load', timeout } as const;
  return reload && page.url() === url ? page.reload(options) : page.goto(url, options);
}

/**
 * Fetches are made from inside a page of the target's origin. Where the browser shows none (a new context, an
 * error page), an empty one is put there without asking the target.
 */
export async function standOnTarget({ page }: Seat, { target }: ActorSettings): Promise<void> {
  const shown = URL.canParse(page.url()) ? new URL(page.url()) : null;
  const { origin } = new URL(target.baseUrl);
  if (shown !== null && shown.origin === origin && isReachable(target, shown)) return;
  const place = origin + emptyPagePath;
  const answer = { status: 200, contentType: 'text/html', body: '<!doctype html><title></title>' };
  // A route switches the HTTP cache off while it stands, so it is taken away again.
  await page.route(place, (route) => route.fulfill(answer));
  try {
    const go = (): Promise<unknown> => page.goto(place, { waitUntil: 'load', timeout: target.timeoutMs });
    await onceMore(go);
  } finally {
    await page.unroute(place);
  }
}

/**
 * A WebSocket is opened from a page that the target itself served: Chromium takes one that we put there for a public
 * page, and keeps it from sockets on loopback and private addresses (Local Network Access). Goes to the first page,
 * or to "/", where none is shown.
 */
export async function standOnServedPage({ page }: Seat, { target, pages }: ActorSettings): Promise<void> {
  const shown = URL.canParse(page.url()) ? new URL(page.url()) : null;
  const isServed = shown?.origin === new URL(target.baseUrl).origin && shown.pathname !== emptyPagePath;
  if (isServed) return;
  const { href } = resolveOnTarget(target, pages.find(({ kind }) => kind === 'page')?.path ?? '/');
  await onceMore(() => page.goto(href, { waitUntil: 'load', timeout: target.timeoutMs }));
}
