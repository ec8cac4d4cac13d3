import type { Page as BrowserPage, Request } from 'playwright';
import type { Page } from '../../model/page.js';
import type { RunClock } from '../../model/phase.js';
import { messageType } from '../content-kind.js';
import { handshakeUrl } from '../reach.js';
import type { Caught } from './recorder.js';

/** What the watch needs to know of the run. */
export interface StreamWatch {
  readonly clock: RunClock;
  /** Server-sent events are configured: their messages are read from the first one on. */
  readonly expectsEvents: boolean;
  pageAt(url: URL): Page | null;
  caught(message: Caught): void;
}

/** Whether server-sent events are among the pages. */
export function expectsEvents(pages: readonly Page[]): boolean {
  return pages.some(({ kind }) => kind === 'events');
}

/**
 * Catches every message that is pushed to the page, whoever opened the stream: WebSocket frames from Playwright;
 * server-sent events over the DevTools protocol, which is asked only where there are some, since it tells of every
 * request a second time. Where none were expected, those before the first answer of the protocol are missed.
 */
export async function watchStreams(page: BrowserPage, watch: StreamWatch): Promise<void> {
  const push = (address: string, status: number, message: string | Buffer): void => {
    if (!URL.canParse(address)) return;
    const url = new URL(handshakeUrl(address));
    const atMs = watch.clock.nowMs();
    const headers = { 'content-type': messageType(message) };
    const place = { channel: 'stream', page: watch.pageAt(url), mainDocument: false, url: url.href } as const;
    watch.caught({
      ...place,
      startedMs: atMs,
      atMs,
      status,
      headers,
      body: Buffer.from(message),
      overlaps: 0,
    });
  };
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => push(socket.url(), 101, payload)),
  );
  const events = (url: string, data: string): void => push(url, 200, data);
  if (watch.expectsEvents) return watchEvents(page, null, events);
  const atFirst = (request: Request): void => {
    if (request.resourceType() !== 'eventsource') return;
    page.off('request', atFirst);
    // The page may be gone before it answers: then it pushes nothing any more.
    watchEvents(page, request.url(), events).catch(() => undefined);
  };
  page.on('request', atFirst);
}

/** `first` is the URL of a stream that was opened before anybody listened. */
async function watchEvents(
  page: BrowserPage,
  first: string | null,
  came: (url: string, data: string) => void,
): Promise<void> {
  const urls = new Map<string, string>();
  const session = await page.context().newCDPSession(page);
  session.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
    if (type === 'EventSource') urls.set(requestId, request.url);
  });
  session.on('Network.loadingFinished', ({ requestId }) => urls.delete(requestId));
  session.on('Network.loadingFailed', ({ requestId }) => urls.delete(requestId));
  session.on('Network.eventSourceMessageReceived', ({ requestId, data }) =>
    came(urls.get(requestId) ?? first ?? page.url(), data),
  );
  // No bodies are to be kept for this session: they are read elsewhere.
  await session.send('Network.enable', { maxTotalBufferSize: 0, maxResourceBufferSize: 0 });
}
