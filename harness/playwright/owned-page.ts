import type { Page } from '../model/page.js';

/**
 * A URL that belongs to one identity alone, such as an invoice: while the run was prepared it showed its owner own
 * data, and nobody else's. Its `path` may hold a value of the account; its `name` has that masked, so print the name.
 */
export interface OwnedPage extends Page {
  /** `Identity.id`. */
  readonly owner: string;
}
