import { until } from '../deadline.js';
import type { ActorSettings } from '../actor-settings.js';
import { logoutWords } from '../login/logout-place.js';
import { resolveOnTarget } from '../reach.js';
import type { Seat } from './seat.js';

/**
 * Takes the way out: the recipe's link, or the form or link of the page (of the first page where this one has none)
 * that leads there. True where the target answered it without an error.
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
  const place = { path: wanted?.pathname ?? null, words: logoutWords.source };
  const { recorder, page } = seat;
  recorder.forgetSent();
  let documents = recorder.documents();
  let left = await page.evaluate(leave, { ...place, bare: false });
  if (!left) {
    const first = pages.find(({ kind }) => kind === 'page');
    if (first !== undefined)
      await page.goto(resolveOnTarget(target, first.path).href, { waitUntil: 'load', timeout });
    documents = recorder.documents();
    left = await page.evaluate(leave, { ...place, bare: true });
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

/**
 * Runs inside the page: sends the form or follows the link to `path` (or to what `words` match); with `bare`,
 * a form is made where there is none. Refers to nothing outside itself and names no function inside itself
 * (compilers that keep names would call a helper that the page does not have).
 */
function leave({ path, words, bare }: { path: string | null; words: string; bare: boolean }): boolean {
  for (const way of [...document.forms, ...document.links]) {
    const address = way.getAttribute(way instanceof HTMLFormElement ? 'action' : 'href') ?? '';
    if (address === '' || !URL.canParse(address, location.href)) continue;
    const url = new URL(address, location.href);
    if (path === null ? !new RegExp(words, 'i').test(url.pathname + url.search) : url.pathname !== path)
      continue;
    // The answer must be on its way before the page goes: hence the next task.
    if (way instanceof HTMLFormElement) setTimeout(() => way.requestSubmit(), 0);
    else setTimeout(() => way.click(), 0);
    return true;
  }
  if (!bare || path === null) return false;
  const form = document.createElement('form');
  form.method = 'POST';
  form.action = path;
  document.body.append(form);
  setTimeout(() => form.submit(), 0);
  return true;
}
