import type { Random } from '../population/random.js';
import { lineError, openLine, suitsLine, toUpstreamResponse } from './upstream-line.js';
import type { UpstreamLine } from './upstream-line.js';
import type { WholeResponse } from './http-responses.js';
import { openStandardPool } from './upstream-pool.js';
import type { UpstreamPool, UpstreamRequest, UpstreamResponse } from './upstream-pool.js';

/** How a pipelining pool goes wrong. */
export interface PipelinePlan {
  readonly lines: number;
  /** One request in so many misses its deadline, on average, besides those whose client has gone. */
  readonly giveUpOneIn: number;
  /** A line that has given so many responses to the wrong request is closed. */
  readonly healAfter: number;
  readonly random: Random;
}

interface Waiting {
  resolve(response: UpstreamResponse): void;
  reject(error: Error): void;
}

interface Line {
  readonly upstream: UpstreamLine;
  readonly waiting: Waiting[];
  /** Responses that came when nobody waited. */
  readonly unread: WholeResponse[];
  shifted: boolean;
  misgiven: number;
  /** Takes no more requests. */
  retire(): void;
}

/**
 * Sends GETs ahead on a few connections and matches responses by order alone, since HTTP/1.1 has nothing else.
 * A request that is given up leaves the queue, but its response does come, and is taken for the next one's: from
 * then on everybody on that connection gets the response before theirs, Set-Cookie and all.
 */
export function openPipelinedPool(url: string, plan: PipelinePlan): UpstreamPool {
  const sound = openStandardPool(url);
  const lines = new Set<Line>();
  const pick = (): Line => {
    const [least] = [...lines].sort((one, other) => one.waiting.length - other.waiting.length);
    return least !== undefined && (least.waiting.length === 0 || lines.size >= plan.lines)
      ? least
      : open(url, lines, plan.healAfter);
  };
  return {
    request: (request) => (suitsLine(request) ? askOn(pick(), request, plan) : sound.request(request)),
    async destroy() {
      for (const line of lines) line.upstream.destroy();
      await sound.destroy();
    },
  };
}

function open(url: string, lines: Set<Line>, healAfter: number): Line {
  const line: Line = {
    upstream: openLine(url, {
      received(response) {
        line.unread.push(response);
        giveOut(line, healAfter);
      },
      closed() {
        lines.delete(line);
        for (const one of line.waiting.splice(0)) one.reject(lineError('ECONNRESET'));
      },
    }),
    waiting: [],
    unread: [],
    shifted: false,
    misgiven: 0,
    retire() {
      lines.delete(line);
      line.upstream.destroy();
    },
  };
  lines.add(line);
  return line;
}

async function askOn(line: Line, request: UpstreamRequest, plan: PipelinePlan): Promise<UpstreamResponse> {
  return new Promise((resolve, reject) => {
    const own: Waiting = { resolve, reject };
    line.waiting.push(own);
    line.upstream.send(request);
    const giveUp = (): void => {
      const place = line.waiting.indexOf(own);
      if (place === -1) return;
      line.waiting.splice(place, 1);
      line.shifted = true;
      reject(lineError('ETIMEDOUT'));
    };
    const timer = setTimeout(giveUp, request.headersTimeout);
    request.signal.addEventListener('abort', giveUp, { once: true });
    own.resolve = (response) => {
      clearTimeout(timer);
      resolve(response);
    };
    own.reject = (error) => {
      clearTimeout(timer);
      reject(error);
    };
    if (plan.random.below(plan.giveUpOneIn) === 0) giveUp();
    giveOut(line, plan.healAfter);
  });
}

function giveOut(line: Line, healAfter: number): void {
  while (line.waiting.length > 0) {
    const response = line.unread.shift();
    if (response === undefined) return;
    line.waiting.shift()?.resolve(toUpstreamResponse(response));
    if (line.shifted) line.misgiven += 1;
  }
  if (line.misgiven >= healAfter) line.retire();
}
