/** How to tell which release or which copy served a response: a response header's name, or a function of the headers. */
export type Signal =
  { readonly header: string } | ((headers: Readonly<Record<string, string>>) => string | null);

/** The deployed service under test. */
export interface Target {
  /** Origin and optional base path, without a trailing slash. */
  readonly baseUrl: string;
  /** Hosts ("127.0.0.1:8080", "shop.example") that may be reached; anything else is refused before a byte is sent. */
  readonly allow: readonly string[];
  readonly revision: Signal | null;
  readonly instance: Signal | null;
  readonly timeoutMs: number;
}

/** What one answer told of where it came from, null where it did not tell; `atMs` on the run's clock. */
export interface ServedBy {
  readonly atMs: number;
  readonly revision: string | null;
  readonly instance: string | null;
}
