import type { BrowserContext, Page as BrowserPage, Request, Response } from 'playwright';
import type { Channel } from '../../model/look.js';
import type { Page } from '../../model/page.js';
import type { RunClock } from '../../model/phase.js';
import { channelOf, holdsText } from '../content-kind.js';
import { until } from '../deadline.js';
import type { Flight } from '../in-flight.js';

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
  readonly overlaps: number;
}

/** Listens to everything that a context receives, and reads every body that may hold somebody's data. */
export interface Recorder {
  /** What was caught since the last call, in the order in which it was complete. */
  take(): readonly Caught[];
  /** Takes in what was caught by other means: a message that was pushed. */
  note(caught: Caught): void;
  /** Waits until nothing is under way; after `ms` milliseconds what is still unread counts as lost. */
  drain(ms: number, signal: AbortSignal): Promise<void>;
  /** Nothing is under way. */
  isIdle(): boolean;
  /** Requests begun so far, those that somebody else reads not counted. */
  begun(): number;
  /** The next fetch of this URL is read by whoever makes it, until the returned function is called. */
  skipFetch(url: string): () => void;
  /** Main documents answered so far, redirects not counted. */
  documents(): number;
  /** Status of the last of them, or null. */
  lastDocumentStatus(): number | null;
  /** Status of the last answer to anything but a GET since `forgetSent`, or null. */
  sentStatus(): number | null;
  /** Cookie header of the first such request, '' where there was none. */
  sentCookies(): string;
  forgetSent(): void;
  /** Where a navigation was led to a host outside `target.allow`, once; null otherwise. */
  refused(): URL | null;
}

/** What the recorder needs to know of the run. */
export interface RecorderOptions {
  readonly clock: RunClock;
  pageAt(url: URL): Page | null;
  begin(page: Page): Flight;
  end(flight: Flight): number;
  reachable(url: URL): boolean;
  lost(page: Page | null): void;
}

/** Path of the empty page that is put into the browser without asking the target: nothing to be looked at. */
export const emptyPagePath = '/sosie-empty-page';

interface Started {
  readonly atMs: number;
  readonly page: Page | null;
  readonly flight: Flight | null;
}

/** Starts listening; stops by itself when the context closes. */
export function createRecorder(
  context: BrowserContext,
  main: BrowserPage,
  options: RecorderOptions,
): Recorder {
  const { clock } = options;
  const started = new Map<Request, Started>();
  const reading = new Set<Promise<void>>();
  const skipping = createSkips();
  const sent = createSent();
  let caught: Caught[] = [];
  let begun = 0;
  const documents = createDocuments(main);
  let refused: URL | null = null;

  const isIdle = (): boolean => started.size === 0 && reading.size === 0;
  const finish = (request: Request): number => {
    const flight = started.get(request)?.flight ?? null;
    started.delete(request);
    return flight === null ? 0 : options.end(flight);
  };
  const read = async (response: Response, { atMs: startedMs, page }: Started): Promise<void> => {
    const request = response.request();
    const status = response.status();
    let overlaps = 0;
    try {
      // Of an answer that was confirmed (304), all headers are those of the confirmation alone: without a type.
      const headers = { ...response.headers(), ...(await response.allHeaders()) };
      const mainDocument = isMainDocument(request, main) && !isRedirect(status);
      const readable =
        hasReadableBody(status, headers) &&
        !(mainDocument && becomesDownload(headers)) &&
        !(status === 304 && channelFor(request, page) === 'subresource');
      const body = readable ? await response.body() : null;
      overlaps = finish(request);
      if (body === null && headers['set-cookie'] === undefined) return;
      const channel = body === null ? 'header' : channelFor(request, page);
      const atMs = clock.nowMs();
      const url = response.url();
      caught.push({ channel, page, mainDocument, url, startedMs, atMs, status, headers, body, overlaps });
    } catch {
      finish(request);
      options.lost(page);
    }
  };

  context.on('request', (request) => {
    if (!request.url().startsWith('http')) return;
    sent.note(request);
    if (skipping.takes(request) || request.resourceType() === 'eventsource') return;
    const url = new URL(request.url());
    if (url.pathname === emptyPagePath) return;
    const page = options.pageAt(url);
    begun += 1;
    started.set(request, { atMs: clock.nowMs(), page, flight: page === null ? null : options.begin(page) });
  });
  context.on('response', (response) => {
    const request = response.request();
    sent.answered(response);
    documents.answered(response);
    const entry = started.get(request);
    if (entry === undefined) return;
    // A stream never ends: waiting for it would hold up every navigation.
    if ((response.headers()['content-type'] ?? '').startsWith('text/event-stream')) {
      finish(request);
      return;
    }
    const work = read(response, entry).finally(() => reading.delete(work));
    reading.add(work);
  });
  context.on('requestfailed', (request) => {
    const url = URL.canParse(request.url()) ? new URL(request.url()) : null;
    if (url !== null && isMainDocument(request, main) && !options.reachable(url)) refused = url;
    finish(request);
  });

  return {
    take() {
      const taken = caught;
      caught = [];
      return taken;
    },
    note: (message) => void caught.push(message),
    async drain(ms, signal) {
      if (await until(isIdle, ms, signal)) return;
      // A request that never got an answer lost nothing; a body that never ended did.
      for (let unread = reading.size; unread > 0; unread -= 1) options.lost(null);
      for (const request of [...started.keys()]) finish(request);
      reading.clear();
    },
    isIdle,
    begun: () => begun,
    skipFetch: (url) => skipping.expect(url),
    documents: () => documents.count(),
    lastDocumentStatus: () => documents.lastStatus(),
    sentStatus: () => sent.status(),
    sentCookies: () => sent.cookies(),
    forgetSent: () => sent.forget(),
    refused() {
      const url = refused;
      refused = null;
      return url;
    },
  };
}

/** Requests that somebody else reads, by URL; the redirects of one belong to it. */
function createSkips() {
  const expected = new Map<string, number>();
  const taken = new WeakSet<Request>();
  const less = (url: string): boolean => {
    const left = expected.get(url) ?? 0;
    if (left > 1) expected.set(url, left - 1);
    else expected.delete(url);
    return left > 0;
  };
  return {
    expect(url: string): () => void {
      let open = true;
      expected.set(url, (expected.get(url) ?? 0) + 1);
      return () => {
        if (open) less(url);
        open = false;
      };
    },
    takes(request: Request): boolean {
      const before = request.redirectedFrom();
      const mine =
        (before !== null && taken.has(before)) || (request.resourceType() === 'fetch' && less(request.url()));
      if (mine) taken.add(request);
      return mine;
    },
  };
}

/** The main documents that were answered. */
function createDocuments(main: BrowserPage) {
  let count = 0;
  let lastStatus: number | null = null;
  return {
    answered(response: Response): void {
      if (!isMainDocument(response.request(), main) || isRedirect(response.status())) return;
      count += 1;
      lastStatus = response.status();
    },
    count: () => count,
    lastStatus: () => lastStatus,
  };
}

/** What was sent by anything but a GET: that is how credentials go out. */
function createSent() {
  let status: number | null = null;
  let first = true;
  let cookies = '';
  return {
    note(request: Request): void {
      if (request.method() === 'GET' || !first) return;
      first = false;
      request.allHeaders().then(
        (headers) => (cookies = headers['cookie'] ?? ''),
        () => undefined,
      );
    },
    answered(response: Response): void {
      if (response.request().method() !== 'GET') status = response.status();
    },
    status: () => status,
    cookies: () => cookies,
    forget(): void {
      status = null;
      first = true;
      cookies = '';
    },
  };
}

function hasReadableBody(status: number, headers: Readonly<Record<string, string>>): boolean {
  return !isRedirect(status) && status !== 204 && status !== 205 && holdsText(headers['content-type'] ?? '');
}

/** A document that the browser saves instead of showing has no body to be read here: it is fetched instead. */
function becomesDownload(headers: Readonly<Record<string, string>>): boolean {
  return (
    (headers['content-disposition'] ?? '').toLowerCase().startsWith('attachment') ||
    (headers['content-type'] ?? '').startsWith('application/pdf')
  );
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
