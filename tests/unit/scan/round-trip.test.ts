import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createScanner } from '../../../harness/scan/index.js';
import { marker } from './finds.js';

const markers = [
  marker(0, 'name', 'Jeanne Dupont'),
  marker(0, 'email', 'jeanne.dupont@mail.example'),
  marker(0, 'phone', '+33 6 12 34 56 78'),
  marker(1, 'name', 'Élodie Lefèvre-Noël'),
  marker(1, 'email', 'ann+shop@mail.example'),
  marker(1, 'street', "12 rue de l'Église"),
  marker(2, 'name', 'Jean Dupont'),
  marker(2, 'email', 'dupont@mail.example'),
  marker(2, 'customer', '10293847'),
  marker(3, 'name', 'Ж. Достоевский'),
  marker(3, 'token', 'tk_9f8a7b6c5d4e'),
];
const scanner = createScanner(markers);

const codes = (text: string): readonly number[] => Array.from(text, (char) => char.codePointAt(0) ?? 0);
const isPlain = (code: number): boolean => code < 0x80 && /[a-z0-9 ]/i.test(String.fromCharCode(code));

/** Ways to write any text; each leaves it readable by one decoding. */
const encoders: Readonly<Record<string, (text: string) => string>> = {
  'decimal entities': (text) =>
    codes(text)
      .map((code) => `&#${String(code)};`)
      .join(''),
  'entities where needed': (text) =>
    codes(text)
      .map((code) => (isPlain(code) ? String.fromCodePoint(code) : `&#x${code.toString(16)};`))
      .join(''),
  json: (text) => JSON.stringify(text).slice(1, -1),
  'ASCII json': (text) =>
    codes(text)
      .map((code) =>
        code < 0x80
          ? JSON.stringify(String.fromCharCode(code)).slice(1, -1)
          : `\\u${code.toString(16).padStart(4, '0')}`,
      )
      .join(''),
  encodeURIComponent,
  'a form': (text) => new URLSearchParams({ q: text }).toString(),
  base64: (text) => Buffer.from(`{"value":"${text}"}`).toString('base64'),
  base64url: (text) => Buffer.from(`the value is ${text} of course`).toString('base64url'),
};

/** Ways to write a value that are no encoding. */
const spellings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.normalize('NFD'),
  (text) => text.replace(/ /g, '\u00a0'),
  (text) => text.replace(/(?<=\p{L}) /gu, '\n      '),
];

const surroundings = fc.constantFrom(
  '',
  ' ',
  '<p>',
  '"',
  '{"a":1,"b":"',
  'x = ',
  '\u2028',
  ' - ',
  'é ',
  '日本 ',
);

describe('a marker that was written', () => {
  it('in any way, encoded up to three times over, is found', () => {
    const nesting = fc.array(fc.constantFrom(...Object.keys(encoders)), { maxLength: 3 });
    fc.assert(
      fc.property(
        fc.constantFrom(...markers),
        fc.constantFrom(...spellings),
        nesting,
        surroundings,
        (wanted, spell, layers, before) => {
          const written = layers.reduce(
            (text, name) => encoders[name]?.(text) ?? text,
            `${before}${spell(wanted.value)}${before === '' ? '' : ' <'}`,
          );
          const { hits } = scanner.scan(Buffer.from(written), { contentType: 'text/html' });
          assert.ok(
            hits.some((hit) => hit.marker === wanted),
            `${wanted.field} of ${String(wanted.owner)} in ${written}`,
          );
          assert.ok(
            hits.every((hit) => hit.marker.owner === wanted.owner),
            `somebody else in ${written}`,
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

/** What stands for a whole word in the plain check below: no letter or digit beside it. */
const edge = (text: string): string => `(?<![a-z0-9])${text}(?![a-z0-9])`;
const gap = "(?:[ \\n+]+|[,.'\\-_/]){1,6}";
/** The rules of the scanner for plain ASCII, said again in another way. */
const rules: readonly (readonly [string, RegExp])[] = [
  ['0 name', new RegExp(`(?<!@)(${edge(`jeanne${gap}dupont`)}|${edge(`dupont${gap}jeanne`)})(?!@)`)],
  ['0 email', /(?<![a-z0-9@]|[a-z0-9][.\-_+])jeanne\.dupont@mail\.example(?![a-z0-9@]|[.\-_+][a-z0-9])/],
  ['2 name', new RegExp(`(?<!@)(${edge(`jean${gap}dupont`)}|${edge(`dupont${gap}jean`)})(?!@)`)],
  ['2 email', /(?<![a-z0-9@]|[a-z0-9][.\-_+])dupont@mail\.example(?![a-z0-9@]|[.\-_+][a-z0-9])/],
  ['2 customer', /(?<![a-z0-9]|[0-9]\.)10293847(?![a-z0-9]|\.[0-9])/],
];

describe('text made of the pieces of markers', () => {
  it('holds exactly the markers that a plain search finds', () => {
    const piece = fc.constantFrom(
      'jeanne',
      'jean',
      'dupont',
      'Dupont',
      'mail',
      'example',
      '10293847',
      '1029',
      '3847',
      'x',
      '7',
      '@',
      '.',
      '-',
      '_',
      ' ',
      '  ',
      ',',
      '/',
      '<b>',
      '"',
      '\n',
      ':',
      '(',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 14 }), (pieces) => {
        const text = pieces.join('');
        const { hits } = scanner.scan(Buffer.from(text), { contentType: 'text/plain' });
        const seen = hits.map((hit) => `${String(hit.marker.owner)} ${hit.marker.field}`).sort();
        const expected = rules.filter(([, rule]) => rule.test(text.toLowerCase())).map(([name]) => name);
        assert.deepEqual(seen, expected.sort(), JSON.stringify(text));
      }),
      { numRuns: 5_000, examples: [[['jeanne', ' ', '_', '.', '\n', '_', '  ', 'dupont']]] },
    );
  });

  it('never holds a marker when it is random', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 300 }),
          fc.base64String({ maxLength: 400 }),
          fc.json(),
        ),
        (text) => {
          assert.deepEqual(scanner.scan(Buffer.from(text), { contentType: 'text/html' }).hits, []);
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('is scanned without an error whatever its bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        assert.deepEqual(scanner.scan(bytes, { contentType: 'text/html' }).hits, []);
      }),
      { numRuns: 1_500 },
    );
  });
});
