import assert from 'node:assert/strict';
import { request } from 'undici';
import type { Dispatcher } from 'undici';

/** Signs in by the shop's form; gives the Cookie header of the session. Throws where it is refused. */
export async function signIn(
  origin: string,
  account: { readonly username: string; readonly password: string },
  dispatcher?: Dispatcher,
): Promise<string> {
  const via = dispatcher === undefined ? {} : { dispatcher };
  const form = await request(`${origin}/login`, via);
  const csrf = /name="csrf" value="([^"]*)"/.exec(await form.body.text())?.[1];
  assert.ok(csrf, 'the login form holds a csrf field');
  const entry = await request(`${origin}/login`, {
    ...via,
    method: 'POST',
    headers: { cookie: cookieOf(form.headers), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrf, ...account }).toString(),
  });
  await entry.body.dump();
  assert.equal(entry.statusCode, 303, 'the login succeeds');
  return cookieOf(entry.headers);
}

function cookieOf(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  const lines = [headers['set-cookie'] ?? []].flat();
  return lines.map((line) => line.split(';', 1)[0] ?? '').join('; ');
}
