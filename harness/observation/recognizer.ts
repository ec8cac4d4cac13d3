import type { LearnedPage } from '../markers/index.js';
import type { Scanner } from '../scan/index.js';

/** What looks are read with. It grows once: after learning. */
export interface Recognizer {
  readonly scanner: Scanner;
  /** By page name: where the page states whose it is. */
  readonly pages: ReadonlyMap<string, LearnedPage>;
  /** Own markers that a page shows an identity at every reading: where all are seen, no slot needs to be read. */
  ownFields(page: string, identity: number): readonly string[];
  /** Names of the cookies that hold the login session. */
  readonly sessionCookies: ReadonlySet<string>;
}
