import type { Page as BrowserPage } from 'playwright';

/** How much of a browser's stores is read at a time. */
export interface StoreLimits {
  readonly entries: number;
  /** Bytes of one cached body. */
  readonly bytes: number;
  /** Milliseconds for all of it. */
  readonly ms: number;
}

/** A response in the Cache Storage; binary bodies are Base64. */
export interface CachedResponse {
  readonly url: string;
  readonly type: string;
  readonly text: string | null;
  readonly base64: string | null;
}

/** What a page's origin keeps besides local and session storage. */
export interface BrowserStores {
  /** JSON of databases, stores and records; '' where there is none. */
  readonly databases: string;
  readonly cached: readonly CachedResponse[];
}

/** Reads what the page's origin keeps, as far as the limits go; two questions where there is nothing. A store that cannot be read gives nothing. */
export async function readStores(page: BrowserPage, limits: StoreLimits): Promise<BrowserStores> {
  const [databases, cached] = await Promise.all([
    page.evaluate(readDatabases, limits).catch(() => ''),
    page.evaluate(readCaches, limits).catch(() => []),
  ]);
  return { databases, cached };
}

/** Runs inside the page. Refers to nothing outside itself and names no function inside itself. */
async function readDatabases({ entries, ms }: StoreLimits): Promise<string> {
  const end = performance.now() + ms;
  const found: Record<string, Record<string, unknown>> = {};
  const databases = await indexedDB.databases();
  let left = entries;
  for (const { name } of databases) {
    if (name === undefined || left <= 0) continue;
    const database = await new Promise<IDBDatabase | null>((resolve) => {
      const request = indexedDB.open(name);
      setTimeout(() => resolve(null), Math.max(0, end - performance.now()));
      // Deleted since it was listed: it must not be made anew.
      request.onupgradeneeded = () => request.transaction?.abort();
      request.onerror = () => resolve(null);
      request.onsuccess = () => {
        resolve(request.result);
        // Too late: nobody is waiting for it any more.
        if (performance.now() >= end) request.result.close();
      };
    });
    if (database === null) continue;
    // The page may want to change or delete it at any time: this must not be in its way.
    database.onversionchange = () => database.close();
    for (const store of [...database.objectStoreNames]) {
      const limit = left;
      const records = await new Promise<unknown[]>((resolve) => {
        setTimeout(() => resolve([]), Math.max(0, end - performance.now()));
        const request = database.transaction(store, 'readonly').objectStore(store).getAll(undefined, limit);
        request.onerror = () => resolve([]);
        request.onsuccess = () => resolve(request.result);
      }).catch(() => []);
      left -= records.length;
      if (records.length > 0) found[name] = { ...found[name], [store]: records };
      if (left <= 0) break;
    }
    database.close();
  }
  if (Object.keys(found).length === 0) return '';
  // JSON has no word for big numbers.
  return JSON.stringify(found, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

/** Runs inside the page. Refers to nothing outside itself and names no function inside itself. */
async function readCaches({ entries, bytes, ms }: StoreLimits): Promise<CachedResponse[]> {
  const end = performance.now() + ms;
  const cached: CachedResponse[] = [];
  let left = entries;
  // Outside a secure context there is none: that throws, and gives nothing.
  for (const cacheName of await caches.keys()) {
    const cache = await caches.open(cacheName);
    for (const request of await cache.keys()) {
      if (left <= 0 || performance.now() > end) break;
      left -= 1;
      const response = await cache.match(request);
      const type = response?.headers.get('content-type') ?? '';
      if (response === undefined || /^(?:image\/(?!svg)|font|audio|video)|^text\/css/.test(type)) continue;
      const body = new Uint8Array(await response.arrayBuffer()).subarray(0, bytes);
      if (/^text\/|json|javascript|xml/.test(type)) {
        cached.push({ url: request.url, type, text: new TextDecoder().decode(body), base64: null });
        continue;
      }
      let binary = '';
      for (let i = 0; i < body.length; i += 32_768)
        binary += String.fromCharCode(...body.subarray(i, i + 32_768));
      cached.push({ url: request.url, type, text: null, base64: btoa(binary) });
    }
  }
  return cached;
}
