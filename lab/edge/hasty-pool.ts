import type { Random } from '../population/random.js';
import type { WholeResponse } from './http-responses.js';
import { lineError, openLine, suitsLine, toUpstreamResponse } from './upstream-line.js';
import type { UpstreamLine } from './upstream-line.js';
import { openStandardPool } from './upstream-pool.js';
import type { UpstreamPool, UpstreamRequest, UpstreamResponse } from './upstream-pool.js';

/** How a hasty pool goes wrong. */
export interface HastyPlan {
  /** One request in so many misses its deadline, on average, besides those whose client has gone. */
  readonly giveUpOneIn: number;
  readonly random: Random;
}

interface Line {
  readonly upstream: UpstreamLine;
  /** Whoever borrowed the connection and reads from it; null while it is idle. */
  borrower: { received(response: WholeResponse): void; lost(): void } | null;
}

/**
 * Lends a connection to one GET at a time, the one used last first. A borrower that gives up returns it at once,
 * with its response still to come: who borrows it next takes that for their own. What comes while the connection
 * lies idle is thrown away, so that a late response harms only who borrowed too soon.
 */
export function openHastyPool(url: string, plan: HastyPlan): UpstreamPool {
  const sound = openStandardPool(url);
  const lines = new Set<Line>();
  const idle: Line[] = [];
  const open = (): Line => {
    const line: Line = {
      upstream: openLine(url, {
        received: (response) => line.borrower?.received(response),
        closed() {
          lines.delete(line);
          const place = idle.indexOf(line);
          if (place !== -1) idle.splice(place, 1);
          line.borrower?.lost();
        },
      }),
      borrower: null,
    };
    lines.add(line);
    return line;
  };
  const giveBack = (line: Line): void => {
    line.borrower = null;
    if (lines.has(line)) idle.push(line);
  };
  return {
    request: (request) =>
      suitsLine(request) ? askOn(idle.pop() ?? open(), giveBack, request, plan) : sound.request(request),
    async destroy() {
      for (const line of lines) line.upstream.destroy();
      await sound.destroy();
    },
  };
}

async function askOn(
  line: Line,
  giveBack: (line: Line) => void,
  request: UpstreamRequest,
  plan: HastyPlan,
): Promise<UpstreamResponse> {
  return new Promise((resolve, reject) => {
    let done = false;
    const end = (outcome: () => void): void => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      giveBack(line);
      outcome();
    };
    const giveUp = (): void => end(() => reject(lineError('ETIMEDOUT')));
    const timer = setTimeout(giveUp, request.headersTimeout);
    line.borrower = {
      received: (response) => end(() => resolve(toUpstreamResponse(response))),
      lost: () => end(() => reject(lineError('ECONNRESET'))),
    };
    line.upstream.send(request);
    request.signal.addEventListener('abort', giveUp, { once: true });
    if (plan.random.below(plan.giveUpOneIn) === 0) giveUp();
  });
}
