import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { SosieError } from '../../model/errors.js';
import { isLoopback, type ListenAddress } from './listen-address.js';

/** A token that can be guessed is none. */
const shortestToken = 16;

/** The token that the endpoints ask for, or null where this machine alone can reach them and none is set. Throws SOSIE_CONFIG_USAGE. */
export function requiredToken({ loopback, host }: ListenAddress, token: string | null): string | null {
  if (token === null || token === '') {
    if (loopback) return null;
    throw new SosieError(
      'SOSIE_CONFIG_USAGE',
      `--listen ${host} can be reached from other machines, and there is no token to ask them for.`,
      { hint: 'Set SOSIE_GATE_TOKEN (openssl rand -hex 32), or listen on 127.0.0.1.' },
    );
  }
  if (token.length < shortestToken || !/^[\x21-\x7e]+$/.test(token))
    throw new SosieError(
      'SOSIE_CONFIG_USAGE',
      `SOSIE_GATE_TOKEN must be at least ${String(shortestToken)} printable characters without a space, but has ${String(token.length)}.`,
      { hint: 'openssl rand -hex 32 makes one.' },
    );
  return token;
}

/** Compares in a time that tells nothing of either, their lengths included. */
export function sameToken(given: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

/**
 * `Authorization: Bearer TOKEN` (RFC 6750). For reading also Basic with the token as its password (RFC 7617), which is what a
 * browser can send for the live page; not for POST, since a browser adds it to requests that other sites make.
 */
export function bearsToken({ headers, method }: IncomingMessage, token: string): boolean {
  const [, scheme = '', credentials = ''] = /^(\S+) +(\S+)$/.exec(headers.authorization ?? '') ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return sameToken(credentials, token);
    case 'basic': {
      const pair = Buffer.from(credentials, 'base64').toString('utf8');
      return method === 'GET' && sameToken(pair.slice(pair.indexOf(':') + 1), token);
    }
    default:
      return false;
  }
}

/**
 * Against DNS rebinding: a page of another site whose name was made to resolve to 127.0.0.1 still sends that name. Where other
 * machines may ask, the name is whatever they know us by, and the token does it.
 */
export function isMeantForUs({ headers }: IncomingMessage, address: ListenAddress): boolean {
  if (!address.loopback) return true;
  const name = (headers.host ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return isLoopback(name);
}

/** False for a request that a page of another site makes in somebody's browser. */
export function isOwnOrigin({ headers }: IncomingMessage): boolean {
  if (headers['sec-fetch-site'] === 'cross-site') return false;
  const { origin, host } = headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
