import { Pool } from 'undici';
import type { UpstreamPool } from './upstream-pool.js';

/** One instance as the edge knows it. */
export interface Upstream {
  readonly name: string;
  /** Its origin, "http://127.0.0.1:4711". */
  readonly url: string;
  readonly pool: UpstreamPool;
  /** A connection for health checks alone, so that they wait for nobody. */
  readonly checks: Pool;
  /** `in`: gets requests. `out`: failed, gets none until a health check passes. `draining`: gets none. */
  state: 'in' | 'out' | 'draining';
  /** Requests whose response has not ended; without event streams, which end only with their instance. */
  inFlight: number;
  failures: number;
}

/** The instances behind the edge: round robin, drain, health checks. Whoever opens it closes it. */
export interface Upstreams {
  add(name: string, url: string): void;
  /**
   * The instance named `wanted` where it is in, else the next one in turn, but none of `tried`; one that is out
   * only where none is in; else null.
   */
  next(tried: ReadonlySet<Upstream>, wanted: string | null): Upstream | null;
  /** Gives no more requests to the instance; true as soon as none is in flight, false at the deadline. */
  drain(name: string, deadlineMs: number): Promise<boolean>;
  /** Forgets the instance; what is in flight there fails. */
  remove(name: string): Promise<void>;
  list(): readonly Upstream[];
  close(): Promise<void>;
}

const healthEveryMs = 250;
const healthTimeoutMs = 5000;
const failedChecksUntilOut = 2;

/** Opens an empty set of instances with a health check of each, every quarter of a second. */
export function openUpstreams(openPool: (url: string) => UpstreamPool): Upstreams {
  const byName = new Map<string, Upstream>();
  const checking = new Set<Upstream>();
  let turn = 0;

  const timer = setInterval(() => {
    for (const upstream of byName.values()) {
      if (checking.has(upstream) || upstream.state === 'draining') continue;
      checking.add(upstream);
      void check(upstream).finally(() => checking.delete(upstream));
    }
  }, healthEveryMs);
  timer.unref();

  return {
    add(name, url) {
      const checks = new Pool(url, { connections: 1, keepAliveTimeout: 30_000, connectTimeout: 5000 });
      byName.set(name, { name, url, pool: openPool(url), checks, state: 'in', inFlight: 0, failures: 0 });
    },
    next(tried, wanted) {
      const open = [...byName.values()].filter((one) => one.state !== 'draining' && !tried.has(one));
      const healthy = open.filter((one) => one.state === 'in');
      const choice = healthy.length > 0 ? healthy : open;
      const named = healthy.find((one) => one.name === wanted);
      if (named !== undefined) return named;
      turn += 1;
      return choice[turn % Math.max(1, choice.length)] ?? null;
    },
    async drain(name, deadlineMs) {
      const upstream = byName.get(name);
      if (upstream === undefined) return true;
      upstream.state = 'draining';
      return idle(upstream, deadlineMs);
    },
    async remove(name) {
      const upstream = byName.get(name);
      byName.delete(name);
      if (upstream !== undefined) await disconnect(upstream);
    },
    list: () => [...byName.values()],
    async close() {
      clearInterval(timer);
      await Promise.all([...byName.values()].map(disconnect));
    },
  };
}

async function disconnect(upstream: Upstream): Promise<void> {
  await Promise.all([upstream.pool.destroy(), upstream.checks.destroy()]);
}

async function idle(upstream: Upstream, deadlineMs: number): Promise<boolean> {
  const deadline = performance.now() + deadlineMs;
  while (upstream.inFlight > 0) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return true;
}

/** One health check: a success brings the instance back in, the second failure in a row takes it out. */
async function check(upstream: Upstream): Promise<void> {
  const healthy = await isHealthy(upstream.checks);
  if (upstream.state === 'draining') return;
  upstream.failures = healthy ? 0 : upstream.failures + 1;
  if (healthy) upstream.state = 'in';
  else if (upstream.failures >= failedChecksUntilOut) upstream.state = 'out';
}

async function isHealthy(checks: Pool): Promise<boolean> {
  try {
    const answer = await checks.request({ path: '/healthz', method: 'GET', headersTimeout: healthTimeoutMs });
    await answer.body.dump();
    return answer.statusCode === 200;
  } catch {
    return false;
  }
}
