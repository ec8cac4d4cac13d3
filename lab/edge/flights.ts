import type { StoredResponse } from './store.js';

/** Fetches in flight that other requests may wait for, by cache key. */
export interface Flights {
  /** The shared response of the fetch in flight, null once it cannot be shared; undefined: none in flight. */
  waitFor(key: string): Promise<StoredResponse | null> | undefined;
  /**
   * Starts a fetch that others may wait for; null where another one is in flight already, or where the last
   * one could not be shared and the key passes for a while. The caller must call `settle`; the first call counts.
   */
  begin(key: string): { settle(shared: StoredResponse | null, passForMs: number): void } | null;
  /** Lets every key be waited for again. */
  reset(): void;
}

const rememberedKeys = 1000;

/** `now` is a monotonic clock in milliseconds. */
export function createFlights(now: () => number): Flights {
  const inFlight = new Map<string, Promise<StoredResponse | null>>();
  const passUntil = new Map<string, number>();
  return {
    waitFor: (key) => inFlight.get(key),
    begin(key) {
      if (inFlight.has(key) || (passUntil.get(key) ?? 0) > now()) return null;
      const { promise, resolve } = withResolvers<StoredResponse | null>();
      inFlight.set(key, promise);
      return {
        settle(shared, passForMs) {
          if (inFlight.get(key) !== promise) return;
          inFlight.delete(key);
          if (passUntil.size >= rememberedKeys) passUntil.clear();
          if (shared === null && passForMs > 0) passUntil.set(key, now() + passForMs);
          else passUntil.delete(key);
          resolve(shared);
        },
      };
    },
    reset: () => passUntil.clear(),
  };
}

/** Promise.withResolvers, which Node 20 lacks. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}
