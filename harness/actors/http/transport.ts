import { setMaxListeners } from 'node:events';
import { Pool } from 'undici';
import type { Outcome } from '../../model/look.js';
import { createBufferPool } from './buffer-pool.js';
import { Collector } from './collector.js';
import type { Cut } from '../cut.js';

/** One HTTP exchange to be made. */
export interface Exchange {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'HEAD' | 'OPTIONS';
  readonly url: URL;
  /** Flat list: name, value, name, value, … */
  readonly headers: readonly string[];
  readonly body: string | null;
  readonly cut: Cut;
  readonly timeoutMs: number;
}

/** What an exchange brought back. Call `release` once nothing looks at `body` any more. */
export interface Answer {
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly status: number | null;
  /** Lower-cased names; several `set-cookie` lines are joined by "\n", others by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookies: readonly string[];
  /** As received, up to 32 MiB; null where no body began. */
  readonly body: Uint8Array | null;
  release(): void;
}

/** Connections to the target. Whoever creates a transport closes it. */
export interface Transport {
  /** Never rejects: a fault of the target is an answer with outcome `refused` or `unknown`. */
  send(exchange: Exchange, signal: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

interface Route {
  readonly pool: Pool;
  readonly path: string;
}

/** How often deadlines are looked at, in milliseconds: one timer for all exchanges, not one for each. */
const sweepMs = 100;

/**
 * Keep-alive connections by origin, at most `connections` to each, one request at a time on each (pipelining
 * would let one slow answer hold up others). Nothing is ever sent twice.
 */
export function createTransport(connections: number): Transport {
  const pools = new Map<string, Pool>();
  const buffers = createBufferPool();
  const watched = new Map<AbortSignal, Set<Collector>>();
  let sweeping: NodeJS.Timeout | null = null;

  const sweep = (): void => {
    const now = performance.now();
    for (const [signal, running] of watched) {
      for (const exchange of running) {
        if (signal.aborted) exchange.stop('stopped');
        else if (exchange.deadlineMs <= now)
          exchange.stop(`time-out after ${String(exchange.timeoutMs / 1000)} s`);
      }
      if (running.size > 0) continue;
      watched.delete(signal);
      signal.removeEventListener('abort', sweep);
    }
    if (watched.size > 0 || sweeping === null) return;
    clearInterval(sweeping);
    sweeping = null;
  };
  const runningOn = (signal: AbortSignal): Set<Collector> => {
    let running = watched.get(signal);
    if (running === undefined) {
      running = new Set();
      watched.set(signal, running);
      // One listener for the thousands of exchanges that share a signal: removing one is a walk over all.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', sweep);
      sweeping ??= setInterval(sweep, sweepMs).unref();
    }
    return running;
  };
  const routes = new WeakMap<URL, Route>();

  /** Taking a URL apart costs more than looking it up, and most requests are for a few of them. */
  const routeTo = (url: URL): Route => {
    let route = routes.get(url);
    if (route === undefined) {
      route = { pool: poolOf(url.origin), path: url.pathname + url.search };
      routes.set(url, route);
    }
    return route;
  };
  const poolOf = (origin: string): Pool => {
    let pool = pools.get(origin);
    if (pool === undefined) {
      // The deadline of an exchange is kept here, over connecting, headers and body together.
      pool = new Pool(origin, { connections, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
      pools.set(origin, pool);
    }
    return pool;
  };
  return {
    send({ url, method, headers, body, cut, timeoutMs }, signal) {
      return new Promise((resolve) => {
        const running = runningOn(signal);
        const collector = new Collector(cut, timeoutMs, buffers, (answer) => {
          running.delete(answer);
          resolve(answer);
        });
        running.add(collector);
        const { pool, path } = routeTo(url);
        if (signal.aborted) collector.stop('stopped');
        else pool.dispatch({ path, method, headers: headers as string[], body }, collector);
      });
    },
    async close() {
      if (sweeping !== null) clearInterval(sweeping);
      for (const signal of watched.keys()) signal.removeEventListener('abort', sweep);
      watched.clear();
      await Promise.allSettled([...pools.values()].map((pool) => pool.destroy()));
      pools.clear();
    },
  };
}
