import type { LearnedPage } from '../markers/learned-page.js';
import type { Scanner } from '../scan/scanner.js';

/** What looks are read with. It grows once: after learning. */
export interface Recognizer {
  readonly scanner: Scanner;
  /** By page name: where the page states whose it is. */
  readonly pages: ReadonlyMap<string, LearnedPage>;
  /** Names of the cookies that hold the login session. */
  readonly sessionCookies: ReadonlySet<string>;
}
