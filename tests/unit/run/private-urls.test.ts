import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveConfig } from '../../../harness/config/resolve.js';
import { loginForm } from '../../../harness/config/login-recipes.js';
import type { Actor } from '../../../harness/model/actor.js';
import type { Identity } from '../../../harness/model/identity.js';
import type { Look } from '../../../harness/model/look.js';
import type { Page } from '../../../harness/model/page.js';
import { createLearningObserver, type LearningObserver } from '../../../harness/run/learning-observer.js';
import { fillTemplate } from '../../../harness/run/private-urls/fill-template.js';
import { findPrivateUrls } from '../../../harness/run/private-urls/find-private-urls.js';
import { linksIn } from '../../../harness/run/private-urls/links.js';
import { createMasker } from '../../../harness/run/private-urls/path-masker.js';
import { privateCandidates } from '../../../harness/run/private-urls/private-candidates.js';
import { createScanner } from '../../../harness/scan/index.js';
import { lookOf } from './look.js';

const base = 'http://127.0.0.1:8080';
const orders: Page = { name: 'orders', kind: 'page', path: '/orders', self: null };

function identityOf(index: number): Identity {
  return {
    id: `u0${String(index + 1)}`,
    index,
    credentials: { username: `user ${String(index)}`, password: 'x' },
    aliases: [],
    traits: [],
    tenant: null,
    data: { email: `owner.${String(index)}@example.com`, invoice: `F 1${String(index)}` },
    minted: {},
  };
}

function answerTo(identity: Identity | null, page: Page, body: string): Look {
  const actor = { name: `s${identity?.id ?? ''}`, kind: 'http', identity } as const;
  return lookOf({ actor, page, url: base + page.path, body: Buffer.from(body) });
}

await test('links of HTML and paths of JSON are found, with entities and escapes undone', () => {
  assert.deepEqual(
    linksIn(`<a href="/a?x=1&amp;y=2#top">a</a><img src='b.png'><a href=""></a>`, 'text/html', `${base}/in/`),
    [`${base}/a?x=1&y=2`, `${base}/in/b.png`],
  );
  assert.deepEqual(linksIn(String.raw`{"file":"\/files\/7.pdf","n":"no path"}`, 'application/json', base), [
    `${base}/files/7.pdf`,
  ]);
  assert.deepEqual(linksIn('href="/a"', 'text/plain', base), []);
});

await test('only what one identity alone was shown is a candidate; what acts, is static, or cannot be guessed is none', () => {
  const target = resolveConfig(configOf(), {}, { source: 'x', baseDir: '/' }).target;
  const links = (own: string): string =>
    [
      '/help',
      '/orders',
      `/logout?from=${own}`,
      `/catalog-offers${own}`,
      `${own}.js`,
      `/share/3f2b8c1e9a7d45608b1c2d3e4f${own.slice(-5, -4)}`,
      own,
    ]
      .map((href) => `<a href="${href}">x</a>`)
      .join('');
  const looks = [0, 1].map((index) =>
    answerTo(identityOf(index), orders, links(`/invoices/F-10${String(index)}.pdf`)),
  );
  assert.deepEqual(
    [...privateCandidates(looks, { target, pages: [orders] })],
    [
      [0, ['/catalog-offers/invoices/F-100.pdf', '/invoices/F-100.pdf']],
      [1, ['/catalog-offers/invoices/F-101.pdf', '/invoices/F-101.pdf']],
    ],
  );
});

await test('a harvested path is named without what only one identity has in it', () => {
  const nameOf = createMasker(
    new Map([
      [0, ['/people/ann-martin/invoices/F-100.pdf?k=1']],
      [1, ['/people/bob-durand/invoices/F-101.pdf']],
    ]),
  );
  assert.equal(nameOf('/people/ann-martin/invoices/F-100.pdf?k=1'), '/people/…/invoices/….pdf');
});

await test('a template takes the fields of the identity, encoded; one that it lacks makes no path', () => {
  assert.equal(fillTemplate('/i/{invoice}.pdf', identityOf(2)), '/i/F%2012.pdf');
  assert.equal(fillTemplate('/i/{phone}.pdf', identityOf(2)), null);
});

function configOf() {
  return {
    target: { baseUrl: base },
    identities: [
      { username: 'ann', data: { invoice: '1' } },
      { username: 'bob', data: { invoice: '2' } },
    ],
    login: loginForm({ url: '/login' }),
    pages: [{ name: 'orders', path: '/orders' }],
    objects: { urls: ['/i/{invoice}.pdf', '/gone/{invoice}'] },
  };
}

/** An actor, signed in where it has an identity, of a target that answers each path as `answer` says. */
function actorOf(identity: Identity | null, held: LearningObserver, answer: (path: string) => string): Actor {
  return {
    name: identity === null ? 'anonymous' : `s${identity.id}`,
    kind: 'http',
    identity,
    signedIn: identity !== null,
    notBefore: 0,
    perform: async (operation) => {
      if (!('page' in operation)) return [];
      await held.observe(answerTo(identity, operation.page, answer(operation.page.path)));
      return [];
    },
    close: () => Promise.resolve(),
  };
}

await test('only a URL that answers its owner with own data, and nobody else, is kept', async () => {
  const settings = resolveConfig(configOf(), {}, { source: 'x', baseDir: '/' });
  const people = [identityOf(0), identityOf(1)];
  const held = createLearningObserver();
  for (const person of people)
    await held.observe(
      answerTo(
        person,
        orders,
        `<a href="/box/${String(person.index)}">x</a><a href="/all/${person.id}">x</a>`,
      ),
    );
  const emails = people.map(({ data }) => data['email'] ?? '');
  const actors = people.map((person) =>
    actorOf(person, held, (path) => {
      if (path.startsWith('/all')) return emails.join(' ');
      return path.startsWith('/gone') ? 'nothing here' : (person.data['email'] ?? '');
    }),
  );
  const scanner = createScanner(
    emails.map((value, owner) => ({ owner, field: 'email', kind: 'given', value })),
  );
  const signal = AbortSignal.any([]);
  const anonymous = actorOf(null, held, () => 'Please sign in');
  const { pages, nobodys, notes } = await findPrivateUrls({
    ...{ settings, actors, anonymous, held, scanner, signal },
  });
  assert.deepEqual(nobodys, []);
  assert.deepEqual(
    pages.map(({ page, owner }) => `${owner} ${page.name} ${page.kind} ${page.path}`),
    [
      'u01 /i/{invoice}.pdf document /i/F%2010.pdf',
      'u01 /box/… page /box/0',
      'u02 /i/{invoice}.pdf document /i/F%2011.pdf',
      'u02 /box/… page /box/1',
    ],
  );
  assert.equal(notes.length, 1);
  assert.match(notes[0] ?? '', /\/gone\/\{invoice\} showed nobody their own data/);
});

await test('a page about a thing that everybody may see is nobody’s, and so is what was learned of it', async () => {
  const settings = resolveConfig({ ...configOf(), objects: {} }, {}, { source: 'x', baseDir: '/' });
  const people = [identityOf(0), identityOf(1)];
  const held = createLearningObserver();
  const things = ['Blue Ceramic Teapot', 'Green Garden Chair'];
  const names = ['Jeanne Dupont', 'Samy Benali'];
  const linksOf = ({ index }: Identity): string =>
    ['p', 'bill', 'open'].map((kind) => `<a href="/${kind}/${String(index)}1">x</a>`).join('');
  for (const person of people) await held.observe(answerTo(person, orders, linksOf(person)));
  const shown = (path: string): string => {
    const index = Number(path.split('/')[2]?.[0]);
    return (path.startsWith('/p/') ? things : names)[index] ?? '';
  };
  const emailOf = (path: string): string => people[Number(path.at(-2))]?.data['email'] ?? '';
  const withEmail = (path: string): string =>
    path.startsWith('/open/') ? `${shown(path)} ${emailOf(path)}` : shown(path);
  const actors = people.map((person) => actorOf(person, held, withEmail));
  const anonymous = actorOf(null, held, (path) => (path.startsWith('/bill/') ? 'sign in' : withEmail(path)));
  const learned = [...things, ...names].map((value, i) => ({
    ...{ owner: i % 2, field: 'on orders', kind: 'learned' as const, value },
  }));
  const given = people.map(({ data, index }) => ({
    ...{ owner: index, field: 'email', kind: 'given' as const, value: data['email'] ?? '' },
  }));
  const scanner = createScanner([...learned, ...given]);
  const signal = AbortSignal.any([]);
  const found = await findPrivateUrls({ settings, actors, anonymous, held, scanner, signal });
  assert.deepEqual(
    found.pages.map(({ page, owner }) => `${owner} ${page.path}`),
    ['u01 /bill/01', 'u01 /open/01', 'u02 /bill/11', 'u02 /open/11'],
  );
  assert.deepEqual([...found.nobodys].sort(), things);
  assert.match(found.notes.join(), /^2 values of the pages also stand/);
});
