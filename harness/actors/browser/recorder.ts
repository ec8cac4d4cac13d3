import type { BrowserContext, Page as BrowserPage, Request, Response } from 'playwright';
import type { Channel } from '../../model/look.js';
import type { Page } from '../../model/page.js';
import type { RunClock } from '../../model/phase.js';
import { channelOf, holdsText } from '../content-kind.js';
import { until } from '../deadline.js';

/** One response as the browser received it. */
export interface Caught {
  readonly channel: Channel;
  readonly page: Page | null;
  /** The document of the page's main frame. */
  readonly mainDocument: boolean;
  readonly url: string;
  readonly startedMs: number;
  readonly atMs: number;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

/** Listens to everything that a context receives, and reads every body that may hold somebody's data. */
export interface Recorder {
  /** What was caught since the last call, in the order in which it was complete. */
  take(): readonly Caught[];
  /** Waits until nothing is under way; after `ms` milliseconds what is still unread counts as lost. */
  drain(ms: number, signal: AbortSignal): Promise<void>;
  /** The next fetch of this URL is read by whoever makes it. */
  skipFetch(url: string): void;
  /** Main documents answered so far, redirects not counted. */
  documents(): number;
  /** Status of the last answer to anything but a GET, or null; reset by `forgetSent`. */
  sentStatus(): number | null;
  /** Cookie header of the first such request since `forgetSent`, '' where there was none. */
  sentCookies(): string;
  forgetSent(): void;
}

/** What the recorder needs to know of the run. */
export interface RecorderOptions {
  readonly clock: RunClock;
  pageAt(url: URL): Page | null;
  lost(page: Page | null): void;
}

/** Starts listening; stops by itself when the context closes. */
export function createRecorder(context: BrowserContext, main: BrowserPage, options: RecorderOptions): Recorder {
  const { clock, pageAt, lost } = options;
  const started = new Map<Request, number>();
  const reading = new Set<Promise<void>>();
  const skipped = new Map<string, number>();
  let caught: Caught[] = [];
  let documents = 0;
  let sentStatus: number | null = null;
  let sentCookies: Promise<string> | null = null;
  let sentCookieHeader = '';

  const skips = (request: Request): boolean => {
    const left = request.resourceType() === 'fetch' ? (skipped.get(request.url()) ?? 0) : 0;
    if (left > 1) skipped.set(request.url(), left - 1);
    else if (left === 1) skipped.delete(request.url());
    return left > 0;
  };
  const read = async (response: Response, startedMs: number): Promise<void> => {
    const request = response.request();
    const url = new URL(response.url());
    const page = pageAt(url);
    const status = response.status();
    try {
      const headers = await response.allHeaders();
      const type = headers['content-type'] ?? '';
      if (type.startsWith('text/event-stream')) return;
      const readable = !isRedirect(status) && status !== 204 && holdsText(type);
      if (!readable && headers['set-cookie'] === undefined) return;
      const body = readable ? await response.body() : null;
      const mainDocument = isMainDocument(request, main) && !isRedirect(status);
      const channel = body === null ? 'header' : channelFor(request, page);
      caught.push({ channel, page, mainDocument, url: url.href, startedMs, atMs: clock.nowMs(), status, headers, body });
    } catch {
      // Cut off on purpose by the page itself, or really lost: either way nobody has seen what was in it.
      lost(page);
    }
  };

  context.on('request', (request) => {
    if (!request.url().startsWith('http')) return;
    if (request.method() !== 'GET' && sentCookies === null) {
      sentCookies = request.allHeaders().then(
        (headers) => (sentCookieHeader = headers['cookie'] ?? ''),
        () => '',
      );
    }
    if (request.resourceType() !== 'eventsource' && !skips(request)) started.set(request, clock.nowMs());
  });
  context.on('response', (response) => {
    const request = response.request();
    if (request.method() !== 'GET') sentStatus = response.status();
    if (isMainDocument(request, main) && !isRedirect(response.status())) documents += 1;
    const startedMs = started.get(request);
    if (startedMs === undefined) return;
    const work = read(response, startedMs).finally(() => reading.delete(work));
    reading.add(work);
  });
  context.on('requestfinished', (request) => started.delete(request));
  context.on('requestfailed', (request) => started.delete(request));

  return {
    take() {
      const taken = caught;
      caught = [];
      return taken;
    },
    async drain(ms, signal) {
      if (await until(() => started.size === 0 && reading.size === 0, ms, signal)) return;
      // A request that never got an answer lost nothing; a body that never ended did.
      for (let unread = reading.size; unread > 0; unread -= 1) lost(null);
      started.clear();
      reading.clear();
    },
    skipFetch: (url) => skipped.set(url, (skipped.get(url) ?? 0) + 1),
    documents: () => documents,
    sentStatus: () => sentStatus,
    sentCookies: () => sentCookieHeader,
    forgetSent() {
      sentStatus = null;
      sentCookies = null;
      sentCookieHeader = '';
    },
  };
}

function channelFor(request: Request, page: Page | null): Channel {
  if (page !== null) return channelOf(page);
  const type = request.resourceType();
  if (type === 'document') return 'page';
  return type === 'xhr' || type === 'fetch' ? 'api' : 'subresource';
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

function isMainDocument(request: Request, main: BrowserPage): boolean {
  if (!request.isNavigationRequest()) return false;
  try {
    return request.frame() === main.mainFrame();
  } catch {
    // A request of a service worker, or of a page that is not there yet, has no frame.
    return false;
  }
}
