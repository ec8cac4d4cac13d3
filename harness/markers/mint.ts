import { createHmac } from 'node:crypto';

/** Fields whose minted value holds a tag that names its owner. */
const taggedFields = ['name', 'email', 'street', 'note'] as const;

const consonants = 'bdfgjklmnprstvz';
const vowels = 'aeiou';
/** 64 syllables of two letters: six bits each. */
const syllables = [...consonants].flatMap((c) => [...vowels].map((v) => c + v)).slice(0, 64);
const OWNER_BITS = 18;
const CHECK_BITS = 30;
const TAG_SYLLABLES = (OWNER_BITS + CHECK_BITS) / 6;

/** Owners that a tag can name: indices below this. */
export const MAX_OWNERS = 2 ** OWNER_BITS;
/** Numbers that Arcep keeps free for fiction: 06 39 98 00 00 to 06 39 98 99 99. */
const FICTION = 10_000;

/** The first 48 bits of an HMAC-SHA256, which a number holds exactly. */
function bits(secret: string, text: string): number {
  return createHmac('sha256', secret).update(text).digest().readUIntBE(0, 6);
}

const checkOf = (secret: string, field: string, owner: number): number =>
  bits(secret, `check ${field} ${String(owner)}`) % 2 ** CHECK_BITS;

const maskOf = (secret: string, check: number): number => bits(secret, `mask ${String(check)}`) % MAX_OWNERS;

/** Sixteen letters: a keyed checksum of field and owner, and the owner, hidden under a mask keyed by the checksum. */
function tagOf(secret: string, field: string, owner: number): string {
  const check = checkOf(secret, field, owner);
  let rest = check * MAX_OWNERS + (owner ^ maskOf(secret, check));
  let tag = '';
  for (let i = 0; i < TAG_SYLLABLES; i += 1) {
    tag = (syllables[rest % 64] ?? '') + tag;
    rest = Math.floor(rest / 64);
  }
  return tag;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function pick(secret: string, purpose: string, count: number): string {
  let rest = bits(secret, purpose);
  let word = '';
  for (let i = 0; i < count; i += 1) {
    word += syllables[rest % 64] ?? '';
    rest = Math.floor(rest / 64);
  }
  return word;
}

/**
 * Values for the account at `index`, which pass the usual form validation, cannot be guessed without `secret`,
 * and can be traced to their owner by `readMint`. Throws RangeError from MAX_OWNERS on.
 */
export function mintValues(secret: string, index: number): Record<string, string> {
  if (!Number.isInteger(index) || index < 0 || index >= MAX_OWNERS) {
    throw new RangeError(`mintValues: index must be 0 to ${String(MAX_OWNERS - 1)}, but was ${String(index)}`);
  }
  const given = pick(secret, `given ${String(index)}`, 3);
  const values: Record<string, string> = {
    name: `${capital(given)} ${capital(tagOf(secret, 'name', index))}`,
    email: `${given}.${tagOf(secret, 'email', index)}@example.com`,
    street: `${String(1 + (bits(secret, `number ${String(index)}`) % 199))} rue ${capital(tagOf(secret, 'street', index))}`,
    city: capital(pick(secret, `city ${String(index)}`, 4)),
    note: `Leave it with ${capital(tagOf(secret, 'note', index))}, please.`,
  };
  const shift = bits(secret, 'phone') % FICTION;
  const digits = String((index + shift) % FICTION).padStart(4, '0');
  return index < FICTION ? { ...values, phone: `06 39 98 ${digits.slice(0, 2)} ${digits.slice(2)}` } : values;
}

function numberOf(tag: string): number | null {
  let value = 0;
  for (let i = 0; i < tag.length; i += 2) {
    const syllable = syllables.indexOf(tag.slice(i, i + 2));
    if (syllable < 0) return null;
    value = value * 64 + syllable;
  }
  return value;
}

/** Whose minted word this is, with the same secret; null for any other word. Case does not matter. */
export function readMint(secret: string, word: string): { readonly owner: number } | null {
  if (word.length !== 2 * TAG_SYLLABLES) return null;
  const value = numberOf(word.toLowerCase());
  if (value === null) return null;
  const check = Math.floor(value / MAX_OWNERS);
  const owner = ((value % MAX_OWNERS) ^ maskOf(secret, check)) >>> 0;
  return taggedFields.some((field) => checkOf(secret, field, owner) === check) ? { owner } : null;
}
