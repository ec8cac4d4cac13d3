import type { BrowserContext, Page as BrowserPage } from 'playwright';
import type { HeldCookie } from '../../model/look.js';
import type { Recorder } from './recorder.js';

/** One identity's place in a browser: a context of its own with one page, and what listens to it. */
export interface Seat {
  readonly context: BrowserContext;
  readonly page: BrowserPage;
  readonly recorder: Recorder;
  /** True once the page has crashed, or the browser process has ended. */
  gone(): boolean;
  /** Gives the place back; never rejects. */
  leave(): Promise<void>;
}

/** The cookies that the browser would send to `url`. */
export async function cookiesOf(context: BrowserContext, url: string): Promise<readonly HeldCookie[]> {
  const cookies = await context.cookies(url);
  return cookies.map(({ name, value }) => ({ name, value }));
}

/** Throws away what makes a session: cookies, headers, and the storage of the page. The HTTP cache stays. */
export async function forgetSession({ context, page }: Seat): Promise<void> {
  await context.clearCookies();
  await context.setExtraHTTPHeaders({});
  await page.evaluate(() => {
    try {
      localStorage.clear();
      sessionStorage.clear();
    } catch {
      // An opaque origin has no storage.
    }
  });
}
