import type { Page as BrowserPage } from 'playwright';
import { stateDrafts, type Draft } from '../../actors/browser/browser-looks.js';
import { readPageState } from '../../actors/browser/in-page.js';
import { within } from '../../actors/deadline.js';
import type { Page } from '../../model/page.js';
import type { RunClock } from '../../model/phase.js';

/** Milliseconds that a frame may take to say what it shows. */
const answerMs = 3_000;

/** Empties a page, so that no screenshot and no snapshot of a failed test holds what must not be seen. */
export async function blank(page: BrowserPage): Promise<void> {
  const empty = page.evaluate(() => {
    document.title = '';
    document.documentElement.replaceChildren();
  });
  await within(empty, answerMs, new AbortController().signal).catch(() => undefined);
}

/** The visible text, the title and the storage of a page and of every frame in it; a frame that is gone says nothing. */
export async function lookAt(
  page: BrowserPage,
  { clock, pageAt }: { clock: RunClock; pageAt: (url: URL) => Page | null },
): Promise<readonly Draft[]> {
  const startedMs = clock.nowMs();
  const { signal } = new AbortController();
  const url = page.url();
  const states = await Promise.all(
    page.frames().map((frame) => within(frame.evaluate(readPageState), answerMs, signal).catch(() => null)),
  );
  const place = {
    page: URL.canParse(url) ? pageAt(new URL(url)) : null,
    url,
    startedMs,
    atMs: clock.nowMs(),
  };
  return states.flatMap((state) => (state === null ? [] : stateDrafts(state, place, null)));
}
