import type { BrowserContext, Request } from 'playwright';
import type { Pace } from '../../model/pace.js';
import { longestPacedMs, retryAfterMs } from '../retry-after.js';

/**
 * Holds every request of a context back until it has its turn, and tells of its end. Playwright switches the HTTP cache
 * off for it, so only a browser beside a target that must not be burdened is held back.
 */
export async function paceRequests(
  context: BrowserContext,
  pace: Pace,
  clock: { nowMs(): number },
): Promise<void> {
  const gone = new AbortController();
  const sentMs = new Map<Request, number>();
  const end = (request: Request): number | null => {
    const atMs = sentMs.get(request);
    sentMs.delete(request);
    return atMs === undefined ? null : clock.nowMs() - atMs;
  };
  context.on('close', () => {
    gone.abort();
  });
  context.on('request', (request) => {
    // Where a redirect leads cannot be held back: it costs the turn of whoever comes next.
    if (request.redirectedFrom() !== null) void pace.turn(gone.signal);
  });
  context.on('response', (response) => {
    const tookMs = end(response.request());
    if (tookMs === null) return;
    const status = response.status();
    const awayMs = retryAfterMs(status, response.headers(), Date.now(), longestPacedMs);
    pace.ended({ status, outcome: 'ok', tookMs, awayMs });
  });
  context.on('requestfailed', (request) => {
    const tookMs = end(request);
    // What the browser gave up by itself, because a page was left, is no fault of the target's.
    const left = request.failure()?.errorText === 'net::ERR_ABORTED';
    if (tookMs !== null && !gone.signal.aborted)
      pace.ended({ status: null, outcome: left ? 'ok' : 'unknown', tookMs, awayMs: 0 });
  });
  await context.route('**/*', async (route) => {
    const mayGo = await pace.turn(gone.signal);
    if (mayGo) sentMs.set(route.request(), clock.nowMs());
    // A page that was left meanwhile has nothing to go on with.
    await (mayGo ? route.continue() : route.abort()).catch(() => undefined);
  });
}
