import { SosieError } from '../model/errors.js';
import type { Page } from '../model/page.js';
import type { Target } from '../model/target.js';

/**
 * Absolute URL of a path below `target.baseUrl`, or of an absolute URL as it is; that of a WebSocket is given as
 * the http(s) URL of its handshake. Throws SOSIE_TARGET_REFUSED_HOST where the host may not be reached or the URL
 * carries a name or password.
 */
export function resolveOnTarget(target: Target, path: string): URL {
  const absolute = /^[a-z][a-z0-9+.-]*:\/\//i.test(path);
  const url = new URL(
    absolute ? handshakeUrl(path) : `${target.baseUrl}${path.startsWith('/') ? '' : '/'}${path}`,
  );
  assertReachable(target, url);
  return url;
}

/** The path below the target's base URL, with its query; null for any other place. */
export function pathOnTarget(target: Target, url: string): string | null {
  const base = resolveOnTarget(target, '/').href.replace(/\/$/, '');
  return url.startsWith(`${base}/`) ? url.slice(base.length) : null;
}

/** "ws://a/b" as "http://a/b", "wss" as "https" (RFC 6455, 4.1); any other URL as it is. */
export function handshakeUrl(url: string): string {
  return url.replace(/^ws(s?):/i, 'http$1:');
}

/** True where `url` is plain HTTP(S), carries no credentials, and its host is one of `target.allow`. */
export function isReachable(target: Target, url: URL): boolean {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
  if (url.username !== '' || url.password !== '') return false;
  const withPort = `${url.hostname}:${url.port === '' ? defaultPort(url) : url.port}`;
  return target.allow.some((host) => {
    const entry = host.toLowerCase();
    return entry === url.host || entry === withPort;
  });
}

/** Throws SOSIE_TARGET_REFUSED_HOST unless `url` may be reached; to be called before a byte is sent. */
export function assertReachable(target: Target, url: URL): void {
  if (isReachable(target, url)) return;
  if (url.username !== '' || url.password !== '') {
    throw new SosieError(
      'SOSIE_TARGET_REFUSED_HOST',
      `A URL on ${url.host} carries a user name or a password.`,
      {
        hint: 'Credentials belong into the environment and the login recipe, never into a URL.',
      },
    );
  }
  throw new SosieError(
    'SOSIE_TARGET_REFUSED_HOST',
    `The host ${url.host} was about to be reached, but target.allow lists only ${target.allow.join(', ') || 'none'}.`,
    { hint: 'Add the host to target.allow if it belongs to the target and may be reached.' },
  );
}

/** Finds the configured page that a URL is, or null. Compares path and query, then the path alone. */
export function createPageMap(target: Target, pages: readonly Page[]): (url: URL) => Page | null {
  const exact = new Map<string, Page>();
  const byPath = new Map<string, Page>();
  for (const page of pages) {
    const url = resolveOnTarget(target, page.path);
    exact.set(url.origin + url.pathname + url.search, page);
    if (url.search === '') byPath.set(url.origin + url.pathname, page);
  }
  return (url) =>
    exact.get(url.origin + url.pathname + url.search) ?? byPath.get(url.origin + url.pathname) ?? null;
}

function defaultPort(url: URL): string {
  return url.protocol === 'https:' ? '443' : '80';
}
