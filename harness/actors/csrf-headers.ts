import type { HeldCookie } from '../model/look.js';
import { readTags } from './login/html-tags.js';

/** Cookies that a script sends back as a header: Angular, Laravel and Spring; Django. */
const doubleSubmit: Readonly<Record<string, string>> = {
  'XSRF-TOKEN': 'x-xsrf-token',
  csrftoken: 'x-csrftoken',
};

/** What a page states its token as: Rails, Laravel. */
const metaName = 'csrf-token';

/**
 * The headers by which a script shows that it can read the target's cookies or pages, which a forged request cannot
 * (CWE-352): where a target protects itself so, it refuses any write that comes without a form and without them.
 */
export function csrfHeaders(
  cookies: readonly HeldCookie[],
  pageToken: string | null,
): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const { name, value } of cookies) {
    const header = doubleSubmit[name];
    if (header !== undefined) headers[header] = decoded(value);
  }
  if (pageToken !== null) headers['x-csrf-token'] = pageToken;
  return headers;
}

/** The token that a page states in its head, or null; for a body without one, at the price of one native search. */
export function csrfTokenIn(body: Uint8Array | null): string | null {
  if (body === null) return null;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (!bytes.includes(metaName)) return null;
  for (const { name, attributes } of readTags(bytes.toString('utf8')))
    if (name === 'meta' && attributes.get('name') === metaName) return attributes.get('content') ?? null;
  return null;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
