import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loginForm } from '../../../harness/config/login-recipes.js';
import { resolveConfig } from '../../../harness/config/resolve.js';
import type { Identity } from '../../../harness/model/identity.js';
import type { Look } from '../../../harness/model/look.js';
import { wayOutNotes } from '../../../harness/run/way-out.js';
import { lookOf } from './look.js';

const baseUrl = 'http://127.0.0.1:8080';
const ann: Identity = {
  ...{ id: 'u01', index: 0, credentials: { username: 'ann', password: 'x' } },
  ...{ aliases: [], traits: [], tenant: null, data: {}, minted: {} },
};

function notesOn(looks: readonly Look[], change: object = {}): readonly string[] {
  const config = {
    ...{
      target: { baseUrl },
      login: loginForm({ url: '/login' }),
      pages: ['/account'],
      rollout: { driver: 'none' },
    },
    identities: ['ann', 'bob'].map((username) => ({ username, password: 'x' })),
    ...change,
  };
  return wayOutNotes(resolveConfig(config, {}, { source: 'sosie.config.ts', baseDir: '/' }), looks);
}

function shown(body: string, change: Partial<Look> = {}): Look {
  const actor = { name: 'b1', kind: 'browser', identity: ann } as const;
  const page = { name: '/account', kind: 'page', path: '/account', self: null } as const;
  return lookOf({ actor, page, url: `${baseUrl}/account`, body: Buffer.from(body), ...change });
}

await test('pages without a way out are named, for whoever would take it', () => {
  const closed = shown('<h1>Account</h1><form action="/search"><button>Search</button></form>');
  assert.match(
    notesOn([closed])[0] ?? '',
    /^no way to sign out was found on the pages, .*Set logout to its path/,
  );
  assert.deepEqual(notesOn([closed], { logout: '/session/end' }), []);
  assert.deepEqual(notesOn([closed], { load: { schedules: ['keep-reloading'] } }), []);
});

await test('a link, a form, or a button that is drawn is a way out, though not a page that needs no login', () => {
  const link = '<a href="/logout">x</a>';
  assert.deepEqual(notesOn([shown(link)]), []);
  const drawn = { channel: 'dom', contentType: 'text/plain' } as const;
  assert.deepEqual(notesOn([shown('Account\nSe déconnecter\nAnn', drawn)]), []);
  assert.equal(
    notesOn([shown(link, { actor: { name: 'anonymous', kind: 'http', identity: null } })]).length,
    1,
  );
});
