/** What kind of thing a URL is. A `subresource` is not configured: it was met as a part of a page while learning. */
export type PageKind = 'page' | 'api' | 'document' | 'subresource';

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
