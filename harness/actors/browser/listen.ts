import type { Page as BrowserPage, Response, WebSocket } from 'playwright';
import type { Observation } from '../../model/observation.js';
import type { Page } from '../../model/page.js';
import { until, within } from '../deadline.js';
import { handshakeUrl, resolveOnTarget } from '../reach.js';
import type { Draft } from './browser-looks.js';
import { draftOf, failedDraft } from './browser-looks.js';
import { navigationFailure } from './failure.js';
import type { PageListened } from './listen-in-page.js';
import { listenInPage } from './listen-in-page.js';
import { standOnServedPage } from './navigate.js';
import type { Scene } from './scene.js';
import { noteSession, report } from './scene.js';

/** How often messages are handed over while listening, in milliseconds. */
const sliceMs = 250;

/** Opens the stream from inside the page; each message is a look as soon as it was caught. */
export async function listenInBrowser(
  scene: Scene,
  page: Page,
  forMs: number,
): Promise<readonly Observation[]> {
  const { ref, settings, seat, signal } = scene;
  const { timeoutMs } = settings.target;
  const url = resolveOnTarget(settings.target, page.path).href;
  const flight = settings.inFlight.begin(page, ref.identity);
  const startedMs = settings.clock.nowMs();
  const opening = watchOpening(seat.page, url);
  const kind = page.kind === 'websocket' ? 'websocket' : 'events';
  const wish = { url, kind, forMs, timeoutMs } as const;
  let ended: PageListened | Error | null = null;
  const listen = async (): Promise<PageListened> => {
    await standOnServedPage(seat, settings);
    return seat.page.evaluate(listenInPage, wish);
  };
  within(listen(), forMs + 2 * timeoutMs, signal).then(
    (result) => (ended = result),
    (error: unknown) => (ended = error instanceof Error ? error : new Error('not an Error')),
  );
  const outcome = (): PageListened | Error | null => ended;
  const seen: Observation[] = [];
  let messages = 0;
  const handOver = async (last: readonly Draft[]): Promise<void> => {
    const drafts = seat.recorder.take().map((one) => draftOf(one, null));
    messages += drafts.filter((draft) => draft.channel === 'stream' && draft.url === url).length;
    seen.push(...(await report(scene, 'fetch', url, [...drafts, ...last])));
  };
  try {
    while (!(await until(() => outcome() !== null, sliceMs, AbortSignal.any([])))) await handOver([]);
    await handOver([]);
    const place = { channel: 'stream', page, url, startedMs, atMs: settings.clock.nowMs() } as const;
    const end = endDraft(outcome(), place, { refused: opening.status(), messages });
    if (end !== null) {
      noteSession(scene, url, end);
      await handOver([end]);
    }
    return seen;
  } finally {
    settings.inFlight.end(flight);
    opening.stop();
  }
}

/** The look for a stream that was not opened, broke off, or brought nothing; null where messages speak for it. */
function endDraft(
  ended: PageListened | Error | null,
  place: Parameters<typeof failedDraft>[0],
  { refused, messages }: { readonly refused: number | null; readonly messages: number },
): Draft | null {
  const opened = ended !== null && !(ended instanceof Error) && ended.opened;
  const status = opened ? (refused ?? 101) : refused;
  if (ended === null || ended instanceof Error) {
    const { outcome, reason } = navigationFailure(ended);
    return { ...failedDraft(place, outcome, reason), status };
  }
  if (ended.failure === null && messages > 0) return null;
  // A refusal with a status is an answer like any other.
  const isAnswer = ended.failure === 'not opened' && status !== null;
  if (ended.failure !== null && !isAnswer) return { ...failedDraft(place, 'unknown', ended.failure), status };
  return { ...failedDraft(place, 'ok', ''), reason: null, status };
}

/** Status of a WebSocket's handshake that was refused, or of the response that carries events. */
function watchOpening(page: BrowserPage, url: string) {
  let status: number | null = null;
  const onSocket = (socket: WebSocket): void => {
    if (handshakeUrl(socket.url()) !== url) return;
    // "… Unexpected response code: 403", but for a 401 Chromium speaks of authentication. There is no other word of it.
    socket.on('socketerror', (error) => {
      const code = /: (\d{3})$/.exec(error)?.[1];
      if (code !== undefined) status = Number(code);
      else if (error.includes('HTTP Authentication failed')) status = 401;
    });
  };
  const onResponse = (response: Response): void => {
    if (response.request().resourceType() === 'eventsource' && response.url() === url)
      status = response.status();
  };
  page.on('websocket', onSocket);
  page.on('response', onResponse);
  return {
    status: () => status,
    stop(): void {
      page.off('websocket', onSocket);
      page.off('response', onResponse);
    },
  };
}
