import type { Page as BrowserPage } from 'playwright';
import { until } from '../deadline.js';
import type { ActorSettings } from '../actor-settings.js';
import { saysLogout, wayOut } from '../login/logout-place.js';
import { resolveOnTarget } from '../reach.js';
import type { Seat } from './seat.js';

/**
 * Takes the way out: the recipe's link, or the form or link of the page (of the first page where this one has none)
 * that leads there, or the button or link that says so. True where the target answered it without an error.
 */
export async function logoutInBrowser(
  seat: Seat,
  settings: ActorSettings,
  signal: AbortSignal,
): Promise<boolean> {
  const { target, logout: recipe, pages } = settings;
  const timeout = target.timeoutMs;
  const wanted = recipe === null ? null : resolveOnTarget(target, recipe.url);
  if (recipe?.method === 'GET' && wanted !== null) {
    const answer = await seat.page.goto(wanted.href, { waitUntil: 'load', timeout });
    return isGood(answer?.status() ?? null);
  }
  const { recorder, page } = seat;
  recorder.forgetSent();
  let documents = recorder.documents();
  let left = await takeWayOut(page, wanted);
  if (!left) {
    const first = pages.find(({ kind }) => kind === 'page');
    if (first !== undefined)
      await page.goto(resolveOnTarget(target, first.path).href, { waitUntil: 'load', timeout });
    documents = recorder.documents();
    left = await takeWayOut(page, wanted);
    if (!left && wanted !== null) {
      await page.evaluate(sendBareForm, wanted.pathname);
      left = true;
    }
  }
  if (!left) return false;
  const answered = await until(
    () => recorder.documents() > documents || recorder.sentStatus() !== null,
    timeout,
    signal,
  );
  await page.waitForLoadState('load', { timeout });
  return (
    answered &&
    isGood(recorder.documents() > documents ? recorder.lastDocumentStatus() : recorder.sentStatus())
  );
}

function isGood(status: number | null): boolean {
  return status !== null && status < 400;
}

/** Sends the form or follows the link of the page that is the way out; false where there is none. */
async function takeWayOut(page: BrowserPage, wanted: URL | null): Promise<boolean> {
  const address = wayOut(await page.evaluate(addressesOfWays), new URL(page.url()), wanted);
  if (address !== null) return page.evaluate(takeWay, address);
  if (wanted !== null) return false;
  const place = (await page.evaluate(wordsOf, toClick)).findIndex(saysLogout);
  return place >= 0 && page.evaluate(click, { selector: toClick, place });
}

const toClick = 'button, a, input[type=submit], [role=button], [role=menuitem]';

/** Runs inside the page: where its forms and links lead, as written. Refers to nothing outside itself. */
function addressesOfWays(): string[] {
  return [...document.forms, ...document.links].map(
    (way) => way.getAttribute(way instanceof HTMLFormElement ? 'action' : 'href') ?? '',
  );
}

/** Runs inside the page: what buttons and links say, in order. Refers to nothing outside itself. */
function wordsOf(selector: string): string[] {
  const ways = document.querySelectorAll<HTMLElement>(selector);
  return [...ways].map((way) => (way instanceof HTMLInputElement ? way.value : way.innerText));
}

/** Runs inside the page: clicks the one at this place of `wordsOf`. Refers to nothing outside itself. */
function click({ selector, place }: { readonly selector: string; readonly place: number }): boolean {
  const way = document.querySelectorAll<HTMLElement>(selector)[place];
  // The answer must be on its way before the page goes: hence the next task.
  if (way !== undefined) setTimeout(() => way.click(), 0);
  return way !== undefined;
}

/**
 * Runs inside the page: sends the first form or follows the first link with this address, which is sought again, since
 * scripts may have changed the page meanwhile. Refers to nothing outside itself and names no function inside itself
 * (compilers that keep names would call a helper that the page does not have).
 */
function takeWay(address: string): boolean {
  for (const way of [...document.forms, ...document.links]) {
    if (way.getAttribute(way instanceof HTMLFormElement ? 'action' : 'href') !== address) continue;
    // The answer must be on its way before the page goes: hence the next task.
    if (way instanceof HTMLFormElement) setTimeout(() => way.requestSubmit(), 0);
    else setTimeout(() => way.click(), 0);
    return true;
  }
  return false;
}

/** Runs inside the page: sends a form that it does not have. Refers to nothing outside itself. */
function sendBareForm(path: string): void {
  const form = document.createElement('form');
  form.method = 'POST';
  form.action = path;
  document.body.append(form);
  setTimeout(() => form.submit(), 0);
}
