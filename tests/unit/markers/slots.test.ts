import assert from 'node:assert/strict';
import { test } from 'node:test';
import { learnPages, readSlots, type LearnedPage } from '../../../harness/markers/index.js';
import type { Identity } from '../../../harness/model/identity.js';
import type { PageSample } from '../../../harness/markers/index.js';
import { people, profile, samplesOf, stranger, type Person } from './pages.js';

const noise = { csrf: 'tok9x9ZzYyXx98', clock: '18:44:02' };

function identities(count: number): Identity[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `u0${String(index + 1)}`,
    index,
    credentials: { username: `user${String(index)}`, password: 'pw' },
    aliases: [],
    traits: [],
    tenant: null,
    data: {},
    minted: {},
  }));
}

function learned(count = 3, self: string | null = null): LearnedPage {
  const samples = samplesOf(people.slice(0, count), profile);
  const page = learnPages([{ name: 'profile', self, samples }], identities(count)).pages.get('profile');
  assert.ok(page !== undefined);
  return page;
}

function saysOf(page: LearnedPage, text: string, ownSeen = false): string[] {
  return [...new Set(readSlots(page, text, 0, ownSeen).map(({ says }) => says))].sort();
}

const [jeanne, samy] = people;

const manyPeople: readonly Person[] = Array.from({ length: 10 }, (_, i) => ({
  name: `Ann${'abcdefghij'.charAt(i)} Martinez${'klmnopqrst'.charAt(i)}`,
  email: `person${String(i)}@mail.example`,
  phone: `06 00 00 00 1${String(i)}`,
  city: 'Paris',
}));

const rowPeople = manyPeople.slice(0, 6);

await test('the places of name, e-mail and phone are learned; csrf, clock, town and order count are not', () => {
  const names = learned().slots.map(({ id }) => id);
  assert.ok(names.includes('E-mail') && names.includes('Phone') && names.includes('Name'), names.join());
  assert.ok(!names.some((name) => /Town|Orders|csrf/.test(name)), names.join());
});

await test('an own page says own, with another csrf token, clock and order count', () => {
  assert.deepEqual(saysOf(learned(), profile(jeanne, { ...noise, orders: 9 })), ['own']);
});

await test("another identity's page says other, and names the owner", () => {
  const readings = readSlots(learned(), profile(samy, noise), 0, false);
  assert.ok(readings.every(({ says, owner }) => says === 'other' && owner === 1));
});

await test("a stranger's page says stranger", () => {
  assert.deepEqual(saysOf(learned(), profile(stranger, noise)), ['stranger']);
});

await test('two identities are enough to learn from', () => {
  const page = learned(2);
  assert.deepEqual(saysOf(page, profile(stranger, noise)), ['stranger']);
  assert.deepEqual(saysOf(page, profile(jeanne, noise)), ['own']);
});

await test('short names and bank accounts are told apart, with two accounts alone', () => {
  const bank = ({ name, email }: Person): string =>
    `<h1>Guten Tag, ${name}</h1><dl><dt>IBAN</dt><dd>${email}</dd></dl><p>Inhaber: <b>${name}</b></p>`;
  const [mia, otto, ida] = [
    { ...jeanne, name: 'Mia Lang', email: 'DE21 5001 0517 5407 3000 01' },
    { ...samy, name: 'Otto Roth', email: 'DE22500105175407300002' },
    { ...samy, name: 'Ida Kern', email: 'DE35500105175407300015' },
  ];
  const { pages } = learnPages(
    [{ name: 'konto', self: null, samples: samplesOf([mia, otto], bank) }],
    identities(2),
  );
  const page = pages.get('konto');
  assert.ok(page !== undefined);
  assert.deepEqual(saysOf(page, bank(mia)), ['own']);
  assert.deepEqual(saysOf(page, bank(otto)), ['other']);
  assert.deepEqual(saysOf(page, bank(ida)), ['stranger']);
});

await test('a place that told one identity several addresses before any rollout is named; a clock is none', () => {
  const at = (samples: PageSample[]) =>
    learnPages([{ name: 'profile', self: null, samples }], identities(2)).unsettled;
  let reading = 0;
  const mixedUp = samplesOf(people.slice(0, 2), (person, about) =>
    profile({ ...person, email: `somebody${String((reading += 1))}@mail.example` }, about),
  );
  const [place, ...others] = at(mixedUp);
  assert.deepEqual([place?.page, place?.place, place?.values], ['profile', 'E-mail', 4]);
  assert.equal(others.length, 0);
  const clock = samplesOf(people.slice(0, 2), (person, about) =>
    profile({ ...person, city: String(1_764_000_000_000 + (reading += 1)) }, about),
  );
  assert.deepEqual(at(clock), []);
});

await test("a page that is own but for a stranger's e-mail address is noticed", () => {
  const mixed: Person = { ...jeanne, email: stranger.email };
  assert.ok(saysOf(learned(), profile(mixed, noise), true).includes('stranger'));
});

await test('a new design that renames labels, moves fields and speaks another language raises no stranger', () => {
  const moved = `<html><body><nav>Mein Konto</nav><section><b>Kundendaten</b><p>${jeanne.email}</p>
    <p>Vorname Nachname</p><p>${jeanne.name}</p><div>Telefonnummer: ${jeanne.phone}</div></section></body></html>`;
  assert.ok(!saysOf(learned(), moved).includes('stranger'));
});

await test('fields of one person in exchanged places are still own', () => {
  const exchanged: Person = { ...jeanne, name: jeanne.email, email: jeanne.name };
  assert.deepEqual(saysOf(learned(), profile(exchanged, noise)), ['own']);
});

await test('a label where a name stood is not believed while own markers stand elsewhere', () => {
  assert.ok(
    !saysOf(learned(), profile({ ...jeanne, name: 'Votre Compte' }, noise), true).includes('stranger'),
  );
});

await test('an error page says nothing', () => {
  assert.deepEqual(saysOf(learned(), '<html><body><h1>502 Bad Gateway</h1></body></html>'), ['absent']);
});

await test('a configured self is read by its selector', () => {
  const page = learned(3, '.hello');
  const self = readSlots(page, profile(stranger, noise), 0, false).find(({ slot }) => slot === 'self');
  assert.equal(self?.says, 'stranger');
});

await test('JSON is read by pointers', () => {
  const json = (person: Person): string => JSON.stringify({ user: person, token: Math.random() });
  const page = learnPages(
    [{ name: 'me', self: null, samples: samplesOf(people, json, 'json') }],
    identities(3),
  ).pages.get('me');
  assert.ok(page !== undefined);
  assert.deepEqual(
    readSlots(page, json(stranger), 0, false)
      .map(({ slot, says }) => `${slot} ${says}`)
      .sort(),
    ['/user/email stranger', '/user/phone stranger'],
  );
  assert.ok(readSlots(page, json(jeanne), 0, false).every(({ says }) => says === 'own'));
});

await test('one mix-up while learning does not blind the page', () => {
  const samples = samplesOf(people, profile).map((sample, i) =>
    i === 1 ? { ...sample, text: profile(samy, noise) } : sample,
  );
  const all = [
    ...samples,
    ...samplesOf(manyPeople, profile).map((sample) => ({ ...sample, identity: sample.identity + 3 })),
  ];
  const page = learnPages([{ name: 'profile', self: null, samples: all }], identities(13)).pages.get(
    'profile',
  );
  assert.ok((page?.slots.length ?? 0) > 0);
});

await test('what stands in shifting rows of a list is nobody’s, even where a number stands for most', () => {
  const rows = ['40012345', '40023456', 'Boîte aux lettres connectée', '40034567', '40045678', '40056789'];
  const orders = (person: Person): string => {
    const i = rowPeople.indexOf(person);
    return `<html><body><p>Hello ${person.name}</p><p class="who">${person.name}</p><table><tr><td>${rows[i] ?? ''}</td>
      <td>Boîte aux lettres connectée</td></tr><tr><td>Carnet de timbres ${i % 2 === 0 ? 'Marianne' : 'Liberté'}</td></tr></table></body></html>`;
  };
  const { markers } = learnPages(
    [{ name: 'orders', self: null, samples: samplesOf(rowPeople, orders) }],
    identities(6),
  );
  assert.ok(
    !markers.some(({ value }) => /Boîte|Carnet/.test(value)),
    markers.map(({ value }) => value).join(),
  );
  assert.ok(markers.some(({ value }) => value === '40012345'));
});

/** The page of one identity after `change`, read while its own markers stand on it. */
function slotsAfter(
  before: (person: Person, index: number) => string,
  after: (person: Person, index: number) => string,
  more: { kind?: PageSample['kind']; known?: (index: number) => Record<string, string> } = {},
) {
  const kind = more.kind ?? 'html';
  const accounts = identities(3).map((one) => ({ ...one, data: more.known?.(one.index) ?? {} }));
  const samples = samplesOf(people, (person) => before(person, people.indexOf(person)), kind);
  const page = learnPages([{ name: 'page', self: null, samples }], accounts).pages.get('page');
  assert.ok(page !== undefined);
  const ids = page.slots.map(({ id }) => id);
  return { ids, says: saysOf(page, after(people[0], 0), true) };
}

await test("a new release that puts somebody's card before one's own shows no stranger; one that replaces it does", () => {
  const card = ({ name, email, phone }: Person): string =>
    `<div class="card"><p class="name">${name}</p><p class="email">${email}</p><p class="phone">${phone}</p></div>`;
  const page = (cards: string): string => `<h1>Contacts</h1>${cards}`;
  const before = (person: Person): string => page(card(person));
  assert.ok(
    !slotsAfter(before, (person) => page(card(stranger) + card(person))).says.includes('stranger'),
    'HTML',
  );
  assert.ok(slotsAfter(before, () => page(card(stranger))).says.includes('stranger'));
  const json = (...contacts: Person[]): string => JSON.stringify({ contacts });
  const asJson = { kind: 'json' as const };
  const moved = slotsAfter(
    (person) => json(person),
    (person) => json(stranger, person),
    asJson,
  );
  assert.ok(!moved.says.includes('stranger'), 'JSON');
  const replaced = slotsAfter(
    (person) => json(person),
    () => json(stranger),
    asJson,
  );
  assert.ok(replaced.says.includes('stranger'));
});

await test('moments in milliseconds and fields of moments state nobody', () => {
  const at = (person: Person, index: number, updatedAt: number): string =>
    JSON.stringify({ email: person.email, updatedAt, seen: updatedAt + 7, etag: `w9${String(updatedAt)}x` });
  const { ids, says } = slotsAfter(
    (person, index) => at(person, index, 1_700_000_000_000 + index * 86_400_137),
    (person, index) => at(person, index, 1_764_097_000_000),
    { kind: 'json' },
  );
  assert.deepEqual(ids, ['/email']);
  assert.deepEqual(says, ['own']);
});

await test('a number that moves on beside own data is no stranger, unless it is known of the accounts', () => {
  const page = (person: Person, number: number): string =>
    `<h1>${person.email}</h1><p>Latest invoice: <b>${String(number)}</b></p>`;
  const number = (index: number): number => 20_260_000_000 + index * 1009;
  const before = (person: Person, index: number): string => page(person, number(index));
  const after = (person: Person, index: number): string => page(person, number(index) + 1);
  const moved = slotsAfter(before, after);
  assert.equal(moved.ids.length, 2);
  assert.ok(!moved.says.includes('stranger'));
  const known = slotsAfter(before, after, { known: (index) => ({ customer: String(number(index)) }) });
  assert.ok(known.says.includes('stranger'));
});

/** The profile as a page, and a call that nobody configured, made by these people. */
function withCall(callers: readonly Person[], call: (person: Person) => object) {
  const made = samplesOf(callers, (person) => JSON.stringify(call(person)), 'json');
  return learnPages(
    [
      { name: 'profile', self: null, samples: samplesOf(people, profile) },
      { name: '/api/me', self: null, met: true, samples: made },
    ],
    identities(3),
  );
}

await test('a call that nobody configured states whose it is where it repeats what is known of them, and nowhere else', () => {
  const toMe = (person: Person) => ({
    mail: person.email,
    from: `colleague.of.${person.email}`,
    session: `84${String(people.indexOf(person))}5550123`,
  });
  const { pages, markers } = withCall(people, toMe);
  assert.deepEqual(
    pages.get('/api/me')?.slots.map(({ id }) => id),
    ['/mail'],
  );
  assert.ok(!markers.some(({ value }) => value.startsWith('colleague') || value.startsWith('84')));
  assert.deepEqual(pages.get('profile')?.slots, learned().slots);
});

await test('it tells a stranger only to those whose own value there is known', () => {
  const call = withCall(people.slice(0, 2), ({ email }) => ({ mail: email })).pages.get('/api/me');
  assert.ok(call !== undefined);
  const strange = JSON.stringify({ mail: stranger.email });
  assert.deepEqual(
    [0, 1, 2].map((viewer) => readSlots(call, strange, viewer, false).map(({ says }) => says)),
    [['stranger'], ['stranger'], []],
  );
});

await test('one thing shown by its picture, its link and its title is at one place: no recurrence', () => {
  const things = ['Blue Ceramic Teapot', 'Green Garden Chair', 'Walnut Reading Lamp'];
  const card = ({ name }: Person): string => {
    const thing = things[people.findIndex((person) => person.name === name)] ?? '';
    return `<h2>Last order</h2><a title="${thing}"><img alt="${thing}"><span>${thing}</span></a>`;
  };
  const samples = samplesOf(people, (person, own) => profile(person, own) + card(person));
  const { markers } = learnPages([{ name: 'profile', self: null, samples }], identities(3));
  const values = markers.map(({ value }) => value);
  assert.deepEqual(
    things.filter((thing) => values.includes(thing)),
    [],
  );
  for (const { name, email } of people) assert.ok(values.includes(name) && values.includes(email));
});

await test('what turned out to be everybody’s is no marker and states nothing', () => {
  const samples = samplesOf(people, profile);
  const phones = people.map(({ phone }) => phone);
  const { markers, pages } = learnPages([{ name: 'profile', self: null, samples }], identities(3), phones);
  assert.ok(!markers.some(({ value }) => phones.includes(value)));
  assert.ok(!pages.get('profile')?.slots.some(({ id }) => id === 'Phone'));
});

await test('a text that React wrote in parts, with comments between them, is one place', () => {
  const inParts = (person: Person, own: Parameters<typeof profile>[1]): string =>
    profile(person, own).replaceAll(person.name, person.name.split(' ').join('<!-- --> <!-- -->'));
  const samples = samplesOf(people, inParts);
  const page = learnPages([{ name: 'profile', self: null, samples }], identities(3)).pages.get('profile');
  assert.ok(page !== undefined);
  assert.ok(page.slots.some(({ id }) => id === 'Name'));
  assert.deepEqual(saysOf(page, inParts(stranger, noise)), ['stranger']);
  assert.deepEqual(saysOf(page, profile(jeanne, noise)), ['own']);
});

/** The slots of a list of orders, by people whose profile is learned as well. */
function ordersPage(row: (person: Person, index: number) => string) {
  const text = (person: Person): string => `<h1>My orders</h1>${row(person, people.indexOf(person))}`;
  const samples = samplesOf(people, text);
  const { pages, markers } = learnPages(
    [
      { name: 'profile', self: null, samples: samplesOf(people, profile) },
      { name: 'orders', self: null, samples },
    ],
    identities(3),
  );
  const page = pages.get('orders');
  assert.ok(page !== undefined);
  return { page, markers, text };
}

await test('a page with nothing but references is told apart by them, and shows a stranger', () => {
  const reference = (index: number): string => `CMD-2026-${String(40117 + 29 * index)}`;
  const { page, markers } = ordersPage((_, i) => `<td>${reference(i)}</td><td>Teapot</td><td>39,90 €</td>`);
  assert.deepEqual(
    page.slots.map(({ owners }) => owners.size),
    [3],
  );
  assert.ok(markers.some(({ value }) => value === reference(1)));
  const shown = (value: string): readonly string[] =>
    saysOf(page, `<h1>My orders</h1><td>${value}</td><td>Teapot</td><td>39,90 €</td>`);
  assert.deepEqual(shown(reference(0)), ['own']);
  assert.deepEqual(shown(reference(1)), ['other']);
  assert.deepEqual(shown('CMD-2026-51234'), ['stranger']);
});

await test('a list beside the name of its owner is told apart by its references; a number of things tells nobody', () => {
  const reference = (index: number): string => `CMD-2026-${String(40117 + 29 * index)}`;
  const row = ({ email }: Person, i: number): string =>
    `<p>${email}</p><ul><li>${reference(i)} Teapot, 39,90 €</li></ul><dl><dt>Article</dt><dd>ART-${String(70211 + i)}</dd></dl>`;
  const { page, markers, text } = ordersPage(row);
  assert.deepEqual(saysOf(page, text(people[0]).replace(reference(0), reference(1)), true).sort(), [
    'other',
    'own',
  ]);
  assert.ok(!markers.some(({ value }) => value.startsWith('ART-')));
});

await test('a page that calls its owner by the first name is told apart by it, and nobody is a stranger for a word', () => {
  const { page, markers, text } = ordersPage(({ name }) => `<p>Hello ${name.split(' ')[0] ?? ''}</p>`);
  assert.deepEqual(saysOf(page, text(people[0])), ['own']);
  assert.deepEqual(saysOf(page, text(people[1])), ['other']);
  for (const word of ['Guest', 'Madeleine']) {
    assert.deepEqual(saysOf(page, `<h1>My orders</h1><p>Hello ${word}</p>`), ['absent']);
  }
  assert.ok(!markers.some(({ value }) => value === 'Samy'));
});

await test('counts, states, prices and dates are no references, and no names', () => {
  const states = ['Shipped', 'Pending', 'Returned'];
  const { page } = ordersPage(
    (_, i) =>
      `<p>${String(1250 + i)} points</p><p>${states[i] ?? ''}</p><p>${String(12 + i)} 345,50 €</p><p>2026-11-0${String(i + 1)}</p>`,
  );
  assert.deepEqual(page.slots, []);
});
