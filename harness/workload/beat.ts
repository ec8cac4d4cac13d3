import type { Page } from '../model/page.js';
import type { Random } from '../model/random.js';

/** Releases everybody who waits at the same moment, with one page for all: the same URL in the same millisecond. */
export interface Beat {
  /** Resolves at the next beat with the page to ask for; with null once stopped. */
  next(): Promise<Page | null>;
  stop(): void;
}

/** Beats every `everyMs` milliseconds; the pages come from the seed. */
export function createBeat(options: { everyMs: number; pages: readonly Page[]; random: Random }): Beat {
  let waiting: ((page: Page | null) => void)[] = [];
  let stopped = false;
  const release = (page: Page | null): void => {
    const released = waiting;
    waiting = [];
    for (const resolve of released) resolve(page);
  };
  const timer = setInterval(() => {
    release(options.random.pick(options.pages));
  }, options.everyMs);
  return {
    next: () =>
      stopped
        ? Promise.resolve(null)
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
    stop: () => {
      stopped = true;
      clearInterval(timer);
      release(null);
    },
  };
}
