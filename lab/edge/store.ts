import type { IncomingHttpHeaders } from 'node:http';

/** A response that may be given to others. */
export interface StoredResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
  /** The request headers that it depends on, with the values of the request that fetched it. */
  readonly variant: Readonly<Record<string, string>>;
  /** Monotonic, in milliseconds. */
  readonly storedAtMs: number;
  readonly freshForMs: number;
  /** What it is good for once it is no longer fresh; see EdgeConfig. */
  readonly staleWhileRevalidateMs: number;
  readonly staleIfErrorMs: number;
  readonly revalidates: boolean;
}

export interface Store {
  /** The response under this key that fits the request's headers and is still of use, or null. */
  find(key: string, headers: IncomingHttpHeaders): StoredResponse | null;
  put(key: string, response: StoredResponse): void;
  forget(key: string): void;
}

const variantsOfOneKey = 100;

/** A store in memory that keeps the newest `capacity` keys. `now` is a monotonic clock in milliseconds. */
export function createStore(now: () => number, capacity = 500): Store {
  const byKey = new Map<string, readonly StoredResponse[]>();
  return {
    find: (key, headers) =>
      byKey.get(key)?.find((stored) => isOfUse(stored, now()) && fits(stored.variant, headers)) ?? null,
    put(key, response) {
      const others = (byKey.get(key) ?? []).filter(
        (stored) => isOfUse(stored, now()) && !fits(stored.variant, response.variant),
      );
      byKey.delete(key);
      byKey.set(key, [response, ...others].slice(0, variantsOfOneKey));
      const oldest = byKey.keys().next();
      if (byKey.size > capacity && oldest.done !== true) byKey.delete(oldest.value);
    },
    forget: (key) => void byKey.delete(key),
  };
}

/** Whether it may be given without asking anybody. */
export function isFresh(stored: StoredResponse, nowMs: number): boolean {
  return nowMs - stored.storedAtMs < stored.freshForMs;
}

/** Whether it may be given for `extraMs` after it was fresh. */
export function isWithin(stored: StoredResponse, nowMs: number, extraMs: number): boolean {
  return nowMs - stored.storedAtMs < stored.freshForMs + extraMs;
}

/** The values of the named request headers; an absent one counts as empty (RFC 9111, section 4.1). */
export function variantOf(names: readonly string[], headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, String(headers[name] ?? '')]));
}

/** Whether a response of this variant answers a request with these headers. */
export function fits(variant: Readonly<Record<string, string>>, headers: IncomingHttpHeaders): boolean {
  return Object.entries(variant).every(([name, value]) => String(headers[name] ?? '') === value);
}

function isOfUse(stored: StoredResponse, nowMs: number): boolean {
  const extraMs = Math.max(stored.staleWhileRevalidateMs, stored.staleIfErrorMs);
  return stored.revalidates || isWithin(stored, nowMs, extraMs);
}
