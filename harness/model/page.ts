/** What kind of thing a configured URL is. */
export type PageKind = 'page' | 'api' | 'document';

/**
 * One configured URL whose content belongs to whoever asks for it. `path` is resolved against
 * `target.baseUrl`. `self` says where the page states whose it is: a CSS selector for HTML, a JSON
 * pointer (RFC 6901) for JSON; without it the places are learned before the rollout.
 */
export interface Page {
  readonly name: string;
  readonly kind: PageKind;
  readonly path: string;
  readonly self: string | null;
}
