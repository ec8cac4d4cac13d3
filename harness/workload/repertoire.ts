import type { Page, Write } from '../model/page.js';

/** A URL that belongs to one identity alone. */
export interface PrivatePage {
  readonly page: Page;
  /** `Identity.id`. */
  readonly owner: string;
}

/** Everything that the actors of a run may ask for. */
export interface Repertoire {
  /** What everybody reads: the configured pages, and parts of pages. */
  readonly pages: readonly Page[];
  readonly streams: readonly Page[];
  readonly writes: readonly Write[];
  /** Values that an identity may write, in this order, by `Identity.id`. */
  readonly written: ReadonlyMap<string, readonly string[]>;
  /** Asked for without a login and as somebody else. */
  readonly privatePages: readonly PrivatePage[];
  /** Asked for without a login only: the configured pages, and listings, exports and backups. */
  readonly closed: readonly Page[];
  /** What each API client asks for, by `Identity.id`. */
  readonly calls: ReadonlyMap<string, readonly Page[]>;
}

/** A repertoire of pages alone. */
export function pagesOnly(pages: readonly Page[]): Repertoire {
  return {
    pages,
    streams: [],
    writes: [],
    written: new Map(),
    privatePages: [],
    closed: [],
    calls: new Map(),
  };
}
