import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Identity } from '../../../harness/model/identity.js';
import type { Look } from '../../../harness/model/look.js';
import type { Page } from '../../../harness/model/page.js';
import { personalCalls } from '../../../harness/run/personal-calls.js';
import { unstatedPages } from '../../../harness/run/unstated-pages.js';
import { createScanner } from '../../../harness/scan/index.js';
import { lookOf } from './look.js';

const account: Page = { name: '/account', kind: 'page', path: '/account', self: null };
const emails = ['agathe.lemoine@portal.test', 'bastien.vasseur@portal.test'];
const scanner = createScanner(
  emails.map((value, owner) => ({ owner, field: 'email', kind: 'given', value })),
);
const [agathe, bastien] = emails.map((username, index): Identity => ({
  id: `u0${String(index + 1)}`,
  index,
  credentials: { username, password: 'x' },
  aliases: [],
  traits: [],
  tenant: null,
  data: {},
  minted: {},
}));

/** What a page's call brought one of them. */
function call(identity: Identity | undefined, path: string, shown: object, change: Partial<Look> = {}): Look {
  assert.ok(identity !== undefined);
  return lookOf({
    actor: { name: `b-${identity.id}`, kind: 'browser', identity },
    channel: 'api',
    page: null,
    url: `http://127.0.0.1:8080${path}`,
    body: Buffer.from(JSON.stringify(shown)),
    contentType: 'application/json; charset=utf-8',
    ...change,
  });
}

const [hers, his] = emails.map((email) => ({ email }));
const both = (path: string, shown: readonly [object, object], change: Partial<Look> = {}): Look[] => [
  call(agathe, path, shown[0], change),
  call(bastien, path, shown[1], change),
];
const own = [hers ?? {}, his ?? {}] as const;

await test('personal calls are JSON that showed two people their own data at one path, whatever the query', () => {
  const looks = [
    ...both('/api/me?_=1', own),
    ...both('/api/me?_=2', own),
    ...both('/api/news', [{ news: 'open' }, { news: 'open' }]),
    ...both('/api/team', [
      [hers, his],
      [hers, his],
    ]),
    ...both('/api/page', own, { contentType: 'text/html' }),
    ...both('/api/gone', own, { status: 404 }),
    ...both('/account', own),
    call(agathe, '/api/people/agathe', own[0]),
  ];
  const calls = personalCalls(looks, { scanner, pages: [account] });
  assert.deepEqual(
    [...calls].map(([path, answers]) => [path, answers.length]),
    [['/api/me', 4]],
  );
});

await test('a page that shows own data and no place that says whose it is gets a note, unless a call says it', () => {
  const drawn = call(agathe, '/account', own[0], {
    channel: 'dom',
    page: account,
    contentType: 'text/plain',
  });
  const known = { kind: 'page', slots: 0 } as const;
  const shell = { ...known, name: '/account', ownMarkers: 0 };
  const bill = { ...known, name: '/bill', ownMarkers: 1 };
  const news = { ...known, name: '/news', ownMarkers: 0 };
  const told = (callsTell: boolean) =>
    unstatedPages([shell, bill, news], { looks: [drawn], scanner, callsTell }).map(
      (note) => note.split(' ')[0],
    );
  assert.deepEqual(told(false), ['/account', '/bill']);
  assert.deepEqual(told(true), ['/bill']);
});
