import type { Observation } from '../../model/observation.js';
import { csrfHeaders } from '../csrf-headers.js';
import { until, within } from '../deadline.js';
import type { WriteOperation } from '../http/write-field.js';
import { resolveOnTarget } from '../reach.js';
import type { Draft } from './browser-looks.js';
import { draftOf, failedDraft } from './browser-looks.js';
import { navigationFailure } from './failure.js';
import { readCsrfToken } from './in-page.js';
import { navigate } from './navigate.js';
import type { Scene } from './scene.js';
import { lookAround, mainDocumentOf, report } from './scene.js';
import { cookiesOf } from './seat.js';
import { fetchDraft, fetchPage } from './visit-page.js';

/**
 * Writes the value, by the form of the page that holds one as a person would, else as JSON from inside the page; the
 * answer is a look `write`, and the page on which the value stands afterwards is read once.
 */
export async function writeInBrowser(
  scene: Scene,
  operation: WriteOperation,
): Promise<readonly Observation[]> {
  const written =
    operation.write.form === null ? await sendJson(scene, operation) : await sendForm(scene, operation);
  return [...written, ...(await fetchPage(scene, 'fetch', operation.write.readBack))];
}

async function sendJson(scene: Scene, { write, value }: WriteOperation): Promise<readonly Observation[]> {
  const { settings, pageAt, seat } = scene;
  const url = resolveOnTarget(settings.target, write.path);
  const csrf = await csrfFor(scene, url);
  const send = { method: write.method, json: JSON.stringify({ [write.field]: value }), csrf };
  const wanted = { page: pageAt(url), url: url.href, cut: 'never', credentials: 'include', send } as const;
  const draft = await fetchDraft(scene, { ...wanted, startedMs: settings.clock.nowMs() });
  const aside = seat.recorder.take().map((one) => draftOf(one, null));
  return report(scene, 'write', url.href, [...aside, draft]);
}

/** What a script of the target would send along; nothing to another origin, where it would have to be allowed (CORS). */
async function csrfFor(
  { settings, seat, signal }: Scene,
  { origin, href }: URL,
): Promise<ReturnType<typeof csrfHeaders>> {
  if (origin !== new URL(settings.target.baseUrl).origin) return {};
  const cookies = await cookiesOf(seat.context, href).catch(() => []);
  const isShown = seat.page.url().startsWith(`${origin}/`);
  const stated = isShown ? seat.page.evaluate(readCsrfToken) : Promise.resolve(null);
  const token = await within(stated, settings.target.timeoutMs, signal).catch(() => null);
  return csrfHeaders(cookies, token);
}

async function sendForm(scene: Scene, { write, value }: WriteOperation): Promise<readonly Observation[]> {
  const { settings, seat, pageAt, signal } = scene;
  const { target, clock } = settings;
  const to = resolveOnTarget(target, write.path);
  const from = resolveOnTarget(target, write.form ?? '/').href;
  await navigate(seat, { url: from, reload: false }, settings, signal);
  const asked = await report(
    scene,
    'visit',
    from,
    seat.recorder.take().map((one) => draftOf(one, null)),
  );
  const startedMs = clock.nowMs();
  const failed = (outcome: 'refused' | 'unknown', reason: string): Draft => {
    const place = { channel: 'page', page: null, url: to.href, startedMs, atMs: clock.nowMs() } as const;
    return failedDraft(place, outcome, reason);
  };
  const drafts: Draft[] = [];
  try {
    const wish = { field: write.field, value, path: to.pathname };
    const filled = await within(fillAndSend(scene, wish), 2 * target.timeoutMs, signal);
    if (filled === 'no form')
      drafts.push(failed('refused', `no form with the field "${write.field}" was found`));
    if (filled === 'no answer') drafts.push(failed('unknown', 'time-out'));
  } catch (error) {
    const { outcome, reason } = navigationFailure(error);
    drafts.push(failed(outcome, reason));
  }
  await seat.recorder.drain(seat.gone() ? 0 : target.timeoutMs, signal);
  const caught = seat.recorder.take();
  drafts.unshift(...caught.map((one) => draftOf(one, null)));
  const document = mainDocumentOf(caught);
  if (document !== null && !seat.gone())
    drafts.push(...(await lookAround(scene, pageAt(new URL(document.url)), startedMs, document)));
  return [...asked, ...(await report(scene, 'write', to.href, drafts))];
}

/** Sets the field and sends its form; then waits for the answer, be it a new document or that of a script's request. */
async function fillAndSend(
  { seat, settings, signal }: Scene,
  wish: FormWish,
): Promise<'answered' | 'no form' | 'no answer'> {
  const { page, recorder } = seat;
  const { timeoutMs } = settings.target;
  recorder.forgetSent();
  const documents = recorder.documents();
  if (!(await page.evaluate(setAndSend, wish))) return 'no form';
  const answered = (): boolean => recorder.documents() > documents || recorder.sentStatus() !== null;
  if (!(await until(answered, timeoutMs, signal))) return 'no answer';
  await page.waitForLoadState('load', { timeout: timeoutMs });
  return 'answered';
}

interface FormWish {
  readonly field: string;
  readonly value: string;
  /** Of several forms with such a field, the one that is sent to this path. */
  readonly path: string;
}

/** Runs inside the page. Refers to nothing outside itself and names no function inside itself. */
function setAndSend({ field, value, path }: FormWish): boolean {
  const forms = [...document.forms].filter((one) => one.elements.namedItem(field) !== null);
  const form =
    forms.find((one) => new URL(one.getAttribute('action') ?? '', location.href).pathname === path) ??
    forms[0];
  const control = form?.elements.namedItem(field);
  if (form === undefined || !(control instanceof HTMLElement) || !('value' in control)) return false;
  control.value = value;
  // Scripts that keep the form's state learn of a change by these events alone.
  control.dispatchEvent(new Event('input', { bubbles: true }));
  control.dispatchEvent(new Event('change', { bubbles: true }));
  // The answer must be on its way before the page goes: hence the next task.
  setTimeout(() => form.requestSubmit(), 0);
  return true;
}
