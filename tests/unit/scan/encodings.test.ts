import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createScanner } from '../../../harness/scan/index.js';
import { finds, marker, scannerFor } from './finds.js';

const values = {
  name: 'Élodie Dupont-Noël',
  email: 'elodie.dupont+shop@mail.example',
  street: "12 bis rue de l'Église",
  token: 'kX9_a-Qw3/77b',
  note: 'Laisser chez la gardienne, merci',
  kanji: '山田太郎',
};
const scanner = scannerFor(values);
const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');
const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const percentAll = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const escapeAll = (text: string): string =>
  Array.from(text)
    .map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
const profile = JSON.stringify({ id: 17, email: values.email, name: values.name });

const table: readonly (readonly [string, string | Uint8Array, readonly string[]])[] = [
  ['the value as it is', `<td>${values.name}</td>`, ['name via plain']],
  ['another case', '<td>ÉLODIE DUPONT-NOËL</td>', ['name via plain']],
  ['decomposed accents (NFD)', values.name.normalize('NFD'), ['name via plain']],
  ['no accents', 'elodie dupont noel', ['name via plain']],
  ['surname first', 'NOËL', []],
  ['a line break and indentation', '<p>Élodie\r\n            Dupont-Noël</p>', ['name via plain']],
  ['a no-break space', 'Élodie\u00a0Dupont-Noël', ['name via plain']],
  ['a non-breaking hyphen and a soft one', 'Élo\u00addie Dupont\u2011Noël', ['name via plain']],
  [
    'the comments that React writes between two values',
    '<p>Bonjour, <!-- -->Élodie<!-- --> <!-- -->Dupont-Noël<!-- -->!</p>',
    ['name via plain'],
  ],
  ['a comment that does not end nearby', `Élodie<!-- ${'x '.repeat(60)}--> Dupont-Noël`, []],
  ['an element between', 'Élodie <b>Dupont-Noël</b>', []],
  ['ISO-8859-1', Buffer.from('<b>Élodie Dupont-Noël</b>', 'latin1'), ['name via plain']],
  [
    'UTF-16 with a byte order mark',
    Buffer.from('\ufeff<b>Élodie Dupont-Noël</b>', 'utf16le'),
    ['name via plain'],
  ],
  ['a slug', '/people/elodie-dupont-noel', ['name via plain']],
  ['named entities', '&Eacute;lodie&nbsp;Dupont-No&euml;l', ['name via entity']],
  ['decimal and hexadecimal entities', '&#201;lodie Dupont-No&#xEB;l', ['name via entity']],
  ['numeric entities without a semicolon', '&#201lodie Dupont-No&#235 l', []],
  ['an entity in an address', '12 bis rue de l&#39;&Eacute;glise', ['street via entity']],
  ['an entity for the at sign', 'elodie.dupont+shop&commat;mail.example', ['email via entity']],
  ['entities within entities', '&amp;Eacute;lodie Dupont-No&amp;#235;l', ['name via entity>entity']],
  ['JSON with \\u escapes', '{"name":"\\u00c9lodie Dupont-No\\u00ebl"}', ['name via json']],
  ['JavaScript with \\x and \\u{} escapes', "var n = '\\xc9lodie Dupont-No\\u{eb}l'", ['name via json']],
  ['JSON with escaped slashes', '{"t":"kX9_a-Qw3\\/77b"}', ['token via json']],
  ['JSON with a line break', '"12 bis\\nrue de l\'\\u00c9glise"', ['street via json']],
  [
    'JSON in a JSON string',
    JSON.stringify(JSON.stringify({ n: 1 })).replace(
      '1',
      `\\"${escapeAll(values.name).replaceAll('\\', '\\\\')}\\"`,
    ),
    ['name via json>json'],
  ],
  ['every character escaped', escapeAll(values.email), ['email via json']],
  [
    'JSON in an attribute',
    `data-user="${profile.replaceAll('"', '&quot;')}"`,
    ['email via plain', 'name via plain'],
  ],
  [
    'a query string',
    '?q=%C3%89lodie+Dupont-No%C3%ABl&e=elodie.dupont%2Bshop%40mail.example',
    ['email via percent', 'name via percent'],
  ],
  ['percent-encoded ISO-8859-1', '?q=%C9lodie%20Dupont-No%EBl', ['name via percent']],
  ['escape()', '?q=%u00C9lodie%20Dupont-No%u00EBl', ['name via percent']],
  ['every byte percent-encoded', percentAll(values.token), ['token via percent']],
  [
    'percent twice',
    `u=${encodeURIComponent(encodeURIComponent(values.email))}`,
    ['email via percent>percent'],
  ],
  ['base64', base64(`hello ${values.email}, again`), ['email via base64']],
  ['base64 of JSON', base64(profile), ['email via base64', 'name via base64']],
  ['base64 glued to what is before it', `x=1a${base64(profile)}`, ['email via base64', 'name via base64']],
  ['base64 of gzip', base64(gzipSync(profile)), ['email via base64', 'name via base64']],
  [
    'a JWT',
    `Bearer eyJhbGciOiJIUzI1NiJ9.${base64url(profile)}.c2lnbmF0dXJl`,
    ['email via jwt', 'name via jwt'],
  ],
  [
    'percent in JSON in base64',
    base64(JSON.stringify({ next: `/?e=${encodeURIComponent('elodie.dupont+shop@mail.example')}` })),
    ['email via base64>percent'],
  ],
  ['base64 in base64', base64(base64(`mail: ${values.email}`)), ['email via base64>base64']],
  ['four levels: too deep', base64(base64(base64(base64(`mail: ${values.email}, and more`)))), []],
  ['Japanese in running text', '東京都の山田太郎様', ['kanji via plain']],
  ['Japanese with a space', '山田 太郎', ['kanji via plain']],
  ['Japanese as entities', '&#23665;&#30000;&#22826;&#37070;', ['kanji via entity']],
  ['a longer text', '<p>LAISSER chez la gardienne,\n merci!</p>', ['note via plain']],
];

describe('the scanner reads a marker through', () => {
  for (const [title, body, expected] of table) {
    it(title, () => {
      assert.deepEqual(finds(scanner, body), expected);
    });
  }

  it('all of them at once, each once', () => {
    const page = `<p>${values.name}, ${values.name}</p><a href="mailto:${values.email}">${values.email}</a>`;
    assert.deepEqual(finds(scanner, page), ['email via plain', 'name via plain']);
  });

  it('names written with the surname first', () => {
    const twoWords = scannerFor({ name: 'Paul Martin' });
    assert.deepEqual(finds(twoWords, 'MARTIN, Paul'), ['name via plain']);
    assert.deepEqual(finds(twoWords, 'Martin Paul'), ['name via plain']);
  });

  it('a data URL of an SVG image, but does not decode photographs', () => {
    const svg = `<svg><title>${values.email}</title></svg>`;
    assert.deepEqual(finds(scanner, `<img src="data:image/svg+xml;base64,${base64(svg)}">`), [
      'email via base64',
    ]);
    assert.deepEqual(finds(scanner, `<img src="data:image/png;base64,${base64(svg)}">`), []);
  });

  it('the decoded text of a PDF, and says so', () => {
    const { hits } = scanner.scan(Buffer.from(`Letter to ${values.name}\nNo&euml;l`), {
      contentType: 'text/plain',
      via: ['pdf'],
    });
    assert.deepEqual(
      hits.map(({ via }) => via),
      [['pdf']],
    );
  });

  it('an encoding beside the plain value without naming the marker twice', () => {
    assert.deepEqual(
      finds(scanner, `${values.email} ${encodeURIComponent(values.email)} ${base64(values.email)}`),
      ['email via plain'],
    );
  });

  it('binary bodies without trying to decode them', () => {
    const body = Buffer.concat([
      Buffer.from([0xff, 0xd8, 0, 1]),
      Buffer.from(`${values.email} ${percentAll(values.token)}`),
    ]);
    assert.deepEqual(finds(scanner, body, 'image/jpeg'), ['email via plain']);
  });
});

describe('a scan', () => {
  it('finds every marker of a body with more hits than the list holds', () => {
    const markers = Array.from({ length: 6_000 }, (_, i) => marker(i, 'token', `tk-${String(i)}-abcdefgh`));
    const many = createScanner(markers);
    const { hits } = many.scan(Buffer.from(markers.map(({ value }) => value).join(' ')), {
      contentType: 'text/plain',
    });
    assert.equal(hits.length, 6_000);
  });

  it('finds a marker anywhere in a body of any length', () => {
    const email = scannerFor({ email: 'ann@mail.example' });
    for (let before = 0; before < 140; before += 1) {
      for (const after of [0, 1, 63, 64, 65]) {
        const body = `${'-'.repeat(before)} ann@mail.example${' '.repeat(after)}`;
        assert.deepEqual(
          finds(email, body),
          ['email via plain'],
          `${String(before)} before, ${String(after)} behind`,
        );
      }
    }
  });

  it('leaves nothing of one body behind for the next', () => {
    assert.deepEqual(finds(scanner, `${'x '.repeat(5_000)}${values.email}`), ['email via plain']);
    assert.deepEqual(finds(scanner, 'x '.repeat(4_000)), []);
    assert.deepEqual(finds(scanner, `elodie.dupont+shop@mail`), []);
  });

  it('bears bodies of many megabytes', () => {
    const body = Buffer.from(`${'a%20b &amp; '.repeat(700_000)}${values.email}`);
    assert.deepEqual(finds(scanner, body), ['email via plain']);
  });

  it('gives the XXH64 of the body', () => {
    const digest = (body: string): number =>
      scanner.scan(Buffer.from(body), { contentType: 'text/plain' }).digest;
    assert.equal(digest(''), Number(0xef46db3751d8e999n >> 11n));
    assert.equal(digest('a'), Number(0xd24ec4f1a98c6e5bn >> 11n));
    assert.equal(digest('abc'), Number(0x44bc2cf5ad770999n >> 11n));
    assert.equal(digest('Nobody inspects the spammish repetition'), Number(0xfbcea83c8a378bf1n >> 11n));
  });

  it('does nothing with an empty list of markers', () => {
    assert.deepEqual(finds(createScanner([]), profile), []);
  });
});

describe('an ampersand in a page', () => {
  it('is a part of a company’s name, however it is written', () => {
    const company = scannerFor({ company: 'Durand & Fils SARL' });
    for (const written of ['Durand & Fils SARL', 'Durand &amp; Fils SARL', 'Durand &#38; Fils SARL'])
      assert.equal(finds(company, `<td>${written}</td>`).length, 1, written);
  });

  it('is not worth a second pass where no marker holds one and no reference follows', () => {
    assert.deepEqual(finds(scanner, `<a href="?a=1&amp;b=2">R&amp;D &amp; ${values.email}</a>`), [
      'email via plain',
    ]);
  });
});
