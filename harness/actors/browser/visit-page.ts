import { cutOff, type Cut } from '../cut.js';
import type { OperationKind } from '../../model/look.js';
import type { Observation } from '../../model/observation.js';
import type { Page } from '../../model/page.js';
import { channelOf } from '../content-kind.js';
import { within } from '../deadline.js';
import { resolveOnTarget } from '../reach.js';
import type { Draft } from './browser-looks.js';
import { draftOf, failedDraft } from './browser-looks.js';
import { navigationFailure } from './failure.js';
import type { PageFetch, PageFetched } from './in-page.js';
import { fetchInPage } from './in-page.js';
import { navigate, standOnTarget } from './navigate.js';
import type { Scene } from './scene.js';
import { lookAround, mainDocumentOf, noteSession, report } from './scene.js';
import { settle } from './settle.js';

const accept = {
  page: 'text/html,application/xhtml+xml,*/*;q=0.8',
  api: 'application/json,*/*;q=0.8',
  document: 'application/pdf,*/*;q=0.8',
  subresource: '*/*',
  websocket: '*/*',
  events: 'text/event-stream',
};

/** Navigates to the page, or reloads it where it is shown: every response, then what is shown and kept. */
export async function visitPage(
  scene: Scene,
  kind: 'visit' | 'reload',
  page: Page,
): Promise<readonly Observation[]> {
  const { settings, seat, signal } = scene;
  const url = resolveOnTarget(settings.target, page.path).href;
  const startedMs = settings.clock.nowMs();
  const navigated = await navigate(seat, { url, reload: kind === 'reload' }, settings, signal);
  if (navigated.kind === 'shown') await settle(scene, page);
  const caught = seat.recorder.take();
  const document = mainDocumentOf(caught);
  const drafts = caught.map((one) => draftOf(one, page));
  if (document !== null) noteSession(scene, url, draftOf(document, page));
  else if (navigated.kind === 'failed') {
    const place = { channel: channelOf(page), page, url, startedMs, atMs: settings.clock.nowMs() };
    drafts.push(failedDraft(place, navigated.outcome, navigated.reason));
  }
  if (navigated.kind === 'shown') drafts.push(...(await lookAround(scene, page, startedMs, document)));
  const seen = await report(scene, kind, url, drafts);
  return navigated.kind === 'download' ? [...seen, ...(await fetchPage(scene, 'open', page))] : seen;
}

/** Fetches from inside the page, with the browser's own cookies, cache and service worker; `cut` says when to break off. */
export async function fetchPage(
  scene: Scene,
  operation: OperationKind,
  page: Page,
  cut: Cut = 'never',
): Promise<readonly Observation[]> {
  const { ref, settings, seat, session } = scene;
  const url = resolveOnTarget(settings.target, page.path).href;
  const flight = settings.inFlight.begin(page, ref.identity);
  const startedMs = settings.clock.nowMs();
  const credentials = operation === 'probe' && ref.identity === null ? 'omit' : 'include';
  const fetched = fetchDraft(scene, { page, url, cut, credentials, send: null, startedMs });
  if (cut === 'never') await session.usual.measure(fetched);
  const draft = await fetched;
  const overlaps = settings.inFlight.end(flight);
  if (draft.outcome !== 'ok' && draft.status !== null && cut === 'never')
    settings.observer.lostBody(ref, page);
  // Whether a private URL is answered says nothing about the session.
  if (operation !== 'probe') noteSession(scene, url, draft);
  const aside = seat.recorder.take().map((one) => draftOf(one, null));
  return report(scene, operation, url, [...aside, { ...draft, overlaps }]);
}

/** One fetch from inside the page, and what came of it. */
export async function fetchDraft(
  { settings, seat, signal }: Scene,
  wanted: Pick<PageFetch, 'url' | 'cut' | 'credentials' | 'send'> & {
    readonly page: Page | null;
    readonly startedMs: number;
  },
): Promise<Draft> {
  const { page, url, cut, credentials, send, startedMs } = wanted;
  const { timeoutMs } = settings.target;
  const place = { channel: page === null ? 'api' : channelOf(page), page, url, startedMs } as const;
  let unskip = (): void => undefined;
  try {
    await standOnTarget(seat, settings);
    unskip = seat.recorder.skipFetch(url);
    const wish = { url, accept: accept[page?.kind ?? 'api'], timeoutMs, cut, credentials, send };
    const got = await within(seat.page.evaluate(fetchInPage, wish), 2 * timeoutMs, signal);
    return fetchedDraft(got, cut, { ...place, atMs: settings.clock.nowMs() });
  } catch (error) {
    const { outcome, reason } = navigationFailure(error);
    return failedDraft({ ...place, atMs: settings.clock.nowMs() }, outcome, reason);
  } finally {
    unskip();
  }
}

function fetchedDraft(
  got: PageFetched,
  cut: Cut,
  place: Pick<Draft, 'channel' | 'page' | 'url' | 'startedMs' | 'atMs'>,
): Draft {
  const reason = got.failure ?? (cut === 'never' ? null : cutOff);
  const { status, headers, url } = got;
  return {
    ...place,
    url,
    status,
    headers,
    body: bodyOf(got),
    reason,
    outcome: reason === null ? 'ok' : 'unknown',
    overlaps: 0,
  };
}

function bodyOf({ text, base64 }: PageFetched): Buffer | null {
  if (text !== null) return Buffer.from(text, 'utf8');
  return base64 === null ? null : Buffer.from(base64, 'base64');
}
