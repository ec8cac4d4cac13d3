import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { finds, scannerFor } from './finds.js';

/** Value given, then how a page may write it, then what is somebody else's. */
const numbers: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  [
    'a French number given with its country code',
    '+33 6 12 34 56 78',
    [
      '0612345678',
      '06 12 34 56 78',
      '06.12.34.56.78',
      '06-12-34-56-78',
      '+33612345678',
      '0033 6 12 34 56 78',
      '+33 (0)6 12 34 56 78',
      'tel:+33-6-12-34-56-78',
      '(+33) 612345678',
      '33612345678',
      '75011 06 12 34 56 78',
      '06&nbsp;12&#160;34 56 78',
      '06 12 34 56 78',
      '%2B33612345678',
    ],
    [
      '07 12 34 56 78',
      '+34 6 12 34 56 78',
      '12 34 56 78',
      '06 12 34 56 79',
      '206 12 34 56 781',
      '06123456780',
      '106123456780',
      '0612 34 56 7',
    ],
  ],
  [
    'a French number given without',
    '06 12 34 56 78',
    ['+33 6 12 34 56 78', '0612345678', '0033612345678', '+33 (0) 6 12 34 56 78'],
    ['06 12 34 56 87', '16 12 34 56 78'],
  ],
  [
    'an American number',
    '+1 (415) 555-2671',
    ['(415) 555-2671', '415.555.2671', '+14155552671', '1-415-555-2671', '415-555-2671 ext'],
    ['(416) 555-2671', '+44 415 555 2671', '555-2671'],
  ],
  [
    'a Danish number of eight digits',
    '+45 32 12 34 56',
    ['32 12 34 56', '32123456', '+4532123456'],
    ['06 32 12 34 56', '32 12 34 57'],
  ],
  ['a German number', '+49 30 901820', ['030 901820', '030/901820', '+49 (0)30 901820'], ['040 901820']],
  [
    'an American social-security number',
    '123-45-6789',
    ['123-45-6789', '123 45 6789', '123456789'],
    ['123-45-6780', '1123456789'],
  ],
  [
    'a French social-security number',
    '2 85 05 78 006 084 36',
    ['285057800608436', '2 85 05 78 006 084 36'],
    ['2 85 05 78 006 084 37'],
  ],
  [
    'an IBAN',
    'FR76 3000 6000 0112 3456 7890 189',
    ['FR7630006000011234567890189', 'fr76 3000 6000 0112 3456 7890 189', 'FR76-3000-6000-0112-3456-7890-189'],
    [
      'FR76 3000 6000 0112 3456 7890 188',
      'BE76 3000 6000 0112 3456 7890 189',
      'XFR7630006000011234567890189',
    ],
  ],
  [
    'an IBAN with letters in its account number',
    'FR14 2004 1010 0505 0001 3M02 606',
    ['FR1420041010050500013M02606', 'fr14 2004 1010 0505 0001 3m02 606'],
    ['FR14 2004 1010 0505 0001 3M02 607'],
  ],
  [
    'a British IBAN',
    'GB29 NWBK 6016 1331 9268 19',
    ['GB29NWBK60161331926819'],
    ['GB29 NWBL 6016 1331 9268 19'],
  ],
];

for (const [title, value, own, others] of numbers) {
  describe(title, () => {
    const scanner = scannerFor({ phone: value });
    for (const text of [value, ...own]) {
      it(`is found in "${text}"`, () => {
        assert.equal(finds(scanner, `<b>${text}</b>`).length, 1);
        assert.equal(finds(scanner, `{"a":1,"n":"${text}","b":"x"}`).length, 1);
      });
    }
    for (const text of others) {
      it(`is not found in "${text}"`, () => {
        assert.deepEqual(finds(scanner, `<b>${text}</b>`), []);
      });
    }
  });
}

describe('numbers of two people', () => {
  it('with the same last eight digits are told apart', () => {
    const scanner = scannerFor({ 'phone of a': '06 00 00 00 01', 'phone of b': '+33 7 00 00 00 01' });
    assert.deepEqual(finds(scanner, '+33 6 00 00 00 01'), ['phone of a via plain']);
    assert.deepEqual(finds(scanner, '07.00.00.00.01'), ['phone of b via plain']);
  });

  it('side by side are both seen', () => {
    const scanner = scannerFor({ 'phone of a': '06 12 34 56 78', 'phone of b': '07 98 76 54 32' });
    const both = ['phone of a via plain', 'phone of b via plain'];
    for (const between of [' ', ', ', ',', ' / ', '\n', '<br>']) {
      assert.deepEqual(
        finds(scanner, `06 12 34 56 78${between}07 98 76 54 32`),
        both,
        JSON.stringify(between),
      );
    }
  });

  it('are seen wherever blocks of 64 bytes end', () => {
    const scanner = scannerFor({ phone: '06 12 34 56 78', customer: '87654321' });
    for (let before = 0; before < 140; before += 1) {
      assert.deepEqual(
        finds(scanner, `${'-'.repeat(before)}x 06 12 34 56 78 y 87654321`),
        ['customer via plain', 'phone via plain'],
        String(before),
      );
    }
  });
});
