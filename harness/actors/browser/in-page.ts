import type { Cut } from '../cut.js';

/** What a page shows and keeps, as text. */
export interface PageState {
  readonly title: string;
  /** What a person would read: `innerText` of the body. */
  readonly text: string;
  /** JSON of local and session storage; '' where both are empty or closed to the page. */
  readonly storage: string;
}

/** Runs inside the page: must not refer to anything outside itself. */
export function readPageState(): PageState {
  const entries: Record<string, Record<string, string>> = {};
  for (const kind of ['localStorage', 'sessionStorage'] as const) {
    try {
      const storage = window[kind];
      if (storage.length > 0) entries[kind] = Object.fromEntries(Object.entries(storage));
    } catch {
      // An opaque origin has no storage.
    }
  }
  const storage = Object.keys(entries).length === 0 ? '' : JSON.stringify(entries);
  // A document that is still empty has no body, whatever the type says.
  const body = document.body as HTMLElement | null;
  return { title: document.title, text: body?.innerText ?? '', storage };
}

/** Runs inside the page: until nothing in it has changed for `quietMs`, at most `mostMs`. Refers to nothing outside itself. */
export async function waitForQuiet({ quietMs, mostMs }: { quietMs: number; mostMs: number }): Promise<void> {
  const end = performance.now() + mostMs;
  let changedAt = performance.now();
  const watcher = new MutationObserver(() => {
    changedAt = performance.now();
  });
  watcher.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  for (let now = changedAt; now < Math.min(end, changedAt + quietMs); now = performance.now()) {
    const restMs = Math.min(end, changedAt + quietMs) - now;
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }
  watcher.disconnect();
}

/** Runs inside the page: the token against forged requests that it states, or null. */
export function readCsrfToken(): string | null {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? null;
}

/** What to fetch from inside the page. */
export interface PageFetch {
  readonly url: string;
  readonly accept: string;
  readonly timeoutMs: number;
  /** When to break it off. */
  readonly cut: Cut;
  /** `omit`: as somebody who never signed in; cookies of the answer are not kept. */
  readonly credentials: 'include' | 'omit';
  /** Something to be sent as JSON, or null for a GET. */
  readonly send: PageSend | null;
}

/** What is sent; `csrf` goes along as headers. */
export interface PageSend {
  readonly method: string;
  readonly json: string;
  readonly csrf: Readonly<Record<string, string>>;
}

/** What came of it; `failure` is null where a whole answer came (or what there was of it, where it was cut off). */
export interface PageFetched {
  readonly failure: string | null;
  readonly status: number | null;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly text: string | null;
  readonly base64: string | null;
}

/** Runs inside the page, with the browser's own cookies, cache and service worker. Refers to nothing outside itself. */
export async function fetchInPage(wish: PageFetch): Promise<PageFetched> {
  const { url, accept, timeoutMs, cut, credentials, send } = wish;
  // It is stopped with the failure that this is: none, where it is cut off.
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort('time-out'), timeoutMs);
  const cutter = typeof cut === 'number' ? setTimeout(() => stop.abort(null), cut) : undefined;
  let got: { status: number; url: string; headers: Record<string, string> } | null = null;
  try {
    const sent = send === null ? {} : { method: send.method, body: send.json };
    const headers = send === null ? { accept } : { ...send.csrf, accept, 'content-type': 'application/json' };
    const response = await fetch(url, { ...sent, headers, credentials, signal: stop.signal });
    got = { status: response.status, url: response.url, headers: Object.fromEntries(response.headers) };
    const type = (got.headers['content-type'] ?? '').toLowerCase();
    const otherCharset = type.includes('charset=') && !/charset="?(?:utf-8|us-ascii)/.test(type);
    if (cut === 'in-body') {
      const first = await response.body?.getReader().read();
      stop.abort(null);
      const binary = Array.from(first?.value ?? [], (byte) => String.fromCharCode(byte)).join('');
      return { failure: null, ...got, text: null, base64: btoa(binary) };
    }
    if (/^text\/|json|javascript|xml/.test(type) && !otherCharset) {
      return { failure: null, ...got, text: await response.text(), base64: null };
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    let binary = '';
    for (let i = 0; i < bytes.length; i += 32_768)
      binary += String.fromCharCode(...bytes.subarray(i, i + 32_768));
    return { failure: null, ...got, text: null, base64: btoa(binary) };
  } catch {
    const failure = stop.signal.aborted ? (stop.signal.reason as string | null) : 'failed in the page';
    return {
      failure,
      status: got?.status ?? null,
      url: got?.url ?? url,
      headers: got?.headers ?? {},
      text: null,
      base64: null,
    };
  } finally {
    clearTimeout(timer);
    clearTimeout(cutter);
  }
}
