import { createHmac } from 'node:crypto';
import { writtenField } from '../model/written.js';

const consonants = 'bdfgklmnprstvz';
const vowels = 'aeiou';

/**
 * Values that Sosie chooses for the account of identity `index`: they pass the usual form validation, and nobody
 * can guess them without `secret`, which lives as long as the run. By field: name, email, street, note.
 */
export function mintValues(secret: string, index: number): Readonly<Record<string, string>> {
  const word = wordsOf(secret, index);
  return {
    name: `${capital(word('first name'))} ${capital(word('last name'))}`,
    email: `${word('email')}.${word('mailbox')}@example.com`,
    street: `${String(1 + (index % 98))} rue ${capital(word('street'))}`,
    note: `${word('note')} ${word('more')}`,
  };
}

/**
 * The values that identity `index` will write during the run, `count` of them, in the order of writing: "written 1",
 * "written 2", … (see `writtenTurn`). Minted before the first write, since markers are sought from the start.
 */
export function writtenValues(
  secret: string,
  index: number,
  count: number,
): Readonly<Record<string, string>> {
  const word = wordsOf(secret, index);
  const fields = Array.from({ length: count }, (_, i) => writtenField(i + 1));
  return Object.fromEntries(fields.map((field) => [field, `${word(field)} ${word(`${field}, more`)}`]));
}

function wordsOf(secret: string, index: number): (field: string) => string {
  return (field) =>
    speakable(
      createHmac('sha256', secret)
        .update(`${String(index)}/${field}`)
        .digest(),
    );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Ten letters that can be spoken, from 30 bits of a digest. */
function speakable(digest: Buffer): string {
  let word = '';
  for (let i = 0; i < 5; i += 1) {
    word += consonants.charAt((digest[2 * i] ?? 0) % consonants.length);
    word += vowels.charAt((digest[2 * i + 1] ?? 0) % vowels.length);
  }
  return word;
}
