/**
 * What kind of thing a URL is. A `subresource` is not configured: it was met as a part of a page while learning.
 * `websocket` and `events` (server-sent events) push messages to whoever listens.
 */
export type PageKind = 'page' | 'api' | 'document' | 'subresource' | 'websocket' | 'events';

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

/** A field that an identity may change, and where it can be read again. */
export interface Write {
  readonly name: string;
  /** Where the form or the API is asked; resolved against `target.baseUrl`. */
  readonly path: string;
  readonly method: 'POST' | 'PUT' | 'PATCH';
  /** Name of the form field or JSON property that takes the value. */
  readonly field: string;
  /** The page that holds the form (for its hidden fields), or null: the value is sent as JSON. */
  readonly form: string | null;
  /** The configured page on which the written value stands afterwards. */
  readonly readBack: Page;
}
