import { kindOf } from './value-kind.js';

const BULLET = '•';
const LONGEST = 8;
const INITIAL_FROM = 4;

function maskWord(word: string): string {
  const shown = Array.from(word);
  const [first] = shown;
  const length = Math.min(shown.length, LONGEST);
  const initial = shown.length >= INITIAL_FROM && first !== undefined && /\p{L}/u.test(first);
  return initial ? first + BULLET.repeat(length - 1) : BULLET.repeat(length);
}

/**
 * A value with all but its form hidden: "Jeanne Dupont" as "J••••• D•••••". Digits, and the letters of words
 * with digits, of e-mails and of other words up to three letters, are all hidden; at most eight places a word.
 */
export function maskValue(value: string): string {
  const plain = !value.includes('@') && !/\p{L}\p{N}|\p{N}\p{L}/u.test(value);
  return value
    .slice(0, 200)
    .replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => (plain ? maskWord(word) : BULLET.repeat(Math.min(Array.from(word).length, LONGEST))))
    .replace(/[^\P{C}\n]/gu, '');
}

/** One letter for each word: "A" upper case, "a" lower case, "C" capitalised. */
function capitals(value: string): string {
  const words = value.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.map((word) => (word === word.toLowerCase() ? 'a' : word.length > 1 && word === word.toUpperCase() ? 'A' : 'C')).join('');
}

/** Form of a value without its content: "email", "number 8", "name CC", "address CaC 2". Equal forms may be of one kind. */
export function shapeOf(value: string, field = ''): string {
  const kind = kindOf(value, field);
  const digits = (value.match(/\d/g) ?? []).length;
  switch (kind) {
    case 'number':
    case 'amount':
    case 'token':
      return `${kind} ${String(kind === 'token' ? value.trim().length : digits)}`;
    case 'name':
    case 'words':
    case 'word':
    case 'address':
      return `${kind} ${capitals(value)}`.trim();
    default:
      return kind;
  }
}
