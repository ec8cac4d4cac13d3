import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { finds, scannerFor } from './finds.js';

const scanner = scannerFor({
  first: 'joanna ann',
  email: 'ann@mail.example',
  user: 'ann-4711',
  name: 'Paul Martin',
  customer: '1234567',
  street: '12 rue de la Paix',
  card: '4970 1012 3456 7890',
});

const silent: readonly (readonly [string, string])[] = [
  [
    'a longer local part',
    'joann@mail.example jo.ann@mail.example jo-ann@mail.example jo_ann@mail.example jo+ann@mail.example',
  ],
  ['a longer domain', 'ann@mail.example.com ann@mail.examples ann@mail.example-shop.com'],
  ['the same words with other punctuation', 'ann.mail@example ann mail example ann@mail-example'],
  ['a prefix of it', 'ann@mail.exampl ann@mail'],
  ['a longer name', 'Paul Martinez, Paula Martin, Jean-Paul Martini'],
  ['a name across tags', '<td>Paul</td><td>Martin</td>'],
  ['a name within an e-mail address', 'paul.martin@mail.example'],
  ['names of two people in a list', 'Anne Paul; Martin Roux'],
  ['another house number', '112 rue de la Paix, 12 rue de la Paixe, 2 rue de la Paix'],
  ['a number inside a longer one', '912345678 12345678 01234567'],
  ['a number within a word', 'a1234567 1234567f main.x1234567.js'],
  ['a price that has the same digits', '1 234 567 € 1.234.567 12345.67'],
  ['a decimal number', '0.1234567 1234567.5'],
  ['another card with the same end', '5970 1012 3456 7890'],
  ['a card with one digit more', '4970 1012 3456 78901'],
  ['a token inside a longer word', 'joann-4711 ann-47112 ann4711'],
  ['base64 of something else', Buffer.from('ann@mail.example.com and joann@mail.example').toString('base64')],
  ['escapes that would cut a longer word', '%20jo%61nn@mail.example &#106;oann@mail.example'],
];

describe('the scanner is not deceived by', () => {
  for (const [title, body] of silent) {
    it(title, () => {
      assert.deepEqual(finds(scanner, body), []);
    });
  }

  it('where decoding cuts a text: the beginning of a piece is no boundary', () => {
    // The piece around "%21" begins in the middle of a word without a space.
    for (let length = 0; length < 400; length += 7) {
      const body = `${'x'.repeat(length)}ann@mail.example%21`;
      assert.deepEqual(finds(scanner, body).length, length === 0 ? 1 : 0, `after ${String(length)} letters`);
    }
  });
});

const found: readonly (readonly [string, string, string])[] = [
  ['an address at the end of a sentence', 'Write to ann@mail.example.', 'email'],
  [
    'an address in brackets, in quotes, in a link',
    '"ann@mail.example" <ann@mail.example> mailto:ann@mail.example?s',
    'email',
  ],
  ['a number in a list', '[7,1234567,8]', 'customer'],
  ['a number at the end of a sentence', 'Your number is 1234567.', 'customer'],
  ['a number in a path', '/customers/1234567/orders', 'customer'],
  ['a card in groups and without', '4970101234567890', 'card'],
  ['a token in a file name', '/avatars/ann-4711.png', 'user'],
  ['an address with a comma', '12, Rue de la Paix', 'street'],
];

describe('the scanner still sees', () => {
  for (const [title, body, field] of found) {
    it(title, () => {
      assert.deepEqual(finds(scanner, body), [`${field} via plain`]);
    });
  }
});
