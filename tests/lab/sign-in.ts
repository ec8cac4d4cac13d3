import assert from 'node:assert/strict';
import { request } from 'undici';
import type { Dispatcher } from 'undici';

/** Signs in by the shop's form and its callback; gives the cookies that the login set. Throws where it is refused. */
export async function signIn(
  origin: string,
  account: { readonly username: string; readonly password: string },
  dispatcher?: Dispatcher,
): Promise<string> {
  const via = dispatcher === undefined ? {} : { dispatcher };
  const jar = new Map<string, string>();
  const form = await request(`${origin}/login`, via);
  keep(jar, form.headers);
  const csrf = /name="csrf" value="([^"]*)"/.exec(await form.body.text())?.[1];
  assert.ok(csrf, 'the login form holds a csrf field');
  const entry = await request(`${origin}/login`, {
    ...via,
    method: 'POST',
    headers: { cookie: headerOf(jar), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrf, ...account }).toString(),
  });
  await entry.body.dump();
  assert.equal(entry.statusCode, 303, 'the password is taken');
  keep(jar, entry.headers);
  const callback = await request(`${origin}${String(entry.headers['location'])}`, {
    ...via,
    headers: { cookie: headerOf(jar) },
  });
  await callback.body.dump();
  assert.equal(callback.statusCode, 303, 'the login succeeds');
  const given = new Map<string, string>();
  keep(given, callback.headers);
  return headerOf(given);
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

function keep(jar: Map<string, string>, headers: Headers): void {
  for (const line of [headers['set-cookie'] ?? []].flat()) {
    const [pair = ''] = line.split(';', 1);
    jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
  }
}

function headerOf(jar: ReadonlyMap<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}
