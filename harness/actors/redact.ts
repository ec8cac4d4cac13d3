import type { Credentials } from '../model/identity.js';

/** Replaces every form of the password in a body by stars of the same length; gives the body itself where there is none. */
export function withoutPassword(body: Uint8Array, credentials: Credentials | null): Uint8Array {
  if (credentials === null || credentials.password === '') return body;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  let copy: Buffer | null = null;
  for (const form of formsOf(credentials.password)) {
    for (let at = bytes.indexOf(form); at !== -1; at = bytes.indexOf(form, at + 1)) {
      copy ??= Buffer.from(bytes);
      copy.fill('*', at, at + Buffer.byteLength(form));
    }
  }
  return copy ?? body;
}

/** A URL for a look: without its query where that holds the password (a login form sent by GET). */
export function urlWithoutPassword(url: string, credentials: Credentials | null): string {
  if (credentials === null || credentials.password === '') return url;
  const leaks = formsOf(credentials.password).some((form) => url.includes(form));
  return leaks ? url.replace(/[?#].*$/s, '') : url;
}

/**
 * What a login function threw, as a reason: its first line, at most 160 characters, with every given secret
 * (credentials, cookie values) replaced. Quoted selectors and URLs stay readable.
 */
export function describeFailure(error: unknown, secrets: readonly string[]): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'time-out in the login function';
  const text = error instanceof Error ? error.message : 'not an Error';
  let line = text.split('\n', 1)[0] ?? '';
  for (const secret of secrets) {
    if (secret === '') continue;
    for (const form of formsOf(secret)) line = line.replaceAll(form, '***');
  }
  return `the login function failed: ${line.slice(0, 160)}`;
}

function formsOf(secret: string): readonly string[] {
  const plus = encodeURIComponent(secret).replaceAll('%20', '+');
  const html = secret
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  const json = JSON.stringify(secret).slice(1, -1);
  return [...new Set([secret, encodeURIComponent(secret), plus, html, json])];
}
