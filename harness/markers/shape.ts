/** What a value looks like, without saying what it is. */
export type Shape =
  | { readonly kind: 'email' | 'iban' | 'date' | 'time' | 'price' | 'weak' }
  | { readonly kind: 'digits'; readonly count: number }
  | { readonly kind: 'token'; readonly length: number }
  | { readonly kind: 'words'; readonly count: number; readonly capitalised: boolean };

const email = /^[^\s@<>"]+@[^\s@<>"]+\.[a-z]{2,}$/i;
/** A bank account number (ISO 13616), with or without spaces. */
const iban = /^[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?$/;
const time = /^\d{1,2}[:h]\d{2}(:\d{2})?(\s?[ap]m)?$/i;
const price = /^[€$£]?\s?\d{1,3}([\s.,]?\d{3})*([.,]\d{2})?\s?(€|eur|usd|\$|£|%)?$/i;
const numericDate = /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})([T\s,]+.*)?$/;
const wordyDate = /^(\p{L}+[.,]?\s+)?\d{1,2}(er|st|nd|rd|th|\.)?\s+\p{L}{3,}\.?,?\s+\d{4}/u;
const wordyDateUs = /^(\p{L}+,\s+)?\p{L}{3,}\.?\s+\d{1,2}(st|nd|rd|th)?,?\s+\d{4}/u;

/** Classes a value by its form alone. Dates, times, prices, short words and short numbers identify nobody. */
export function shapeOf(value: string): Shape {
  const text = value.trim();
  if (email.test(text)) return { kind: 'email' };
  if (iban.test(text) && text.replace(/\D/g, '').length >= 10) return { kind: 'iban' };
  if (numericDate.test(text) || wordyDate.test(text) || wordyDateUs.test(text)) return { kind: 'date' };
  if (time.test(text)) return { kind: 'time' };
  const digits = text.replace(/[\s().\-+/\u2010-\u2013]/g, '');
  if (/^\d+$/.test(digits))
    return digits.length >= 7 ? { kind: 'digits', count: digits.length } : { kind: 'weak' };
  if (price.test(text)) return { kind: 'price' };
  if (/^\S+$/.test(text)) return singleWord(text);
  return severalWords(text);
}

function singleWord(text: string): Shape {
  // A hyphen alone makes no token: towns and first names have them.
  const mixed = /\p{L}/u.test(text) && /[\d._]/.test(text);
  if (mixed && text.length >= 8 && !/^https?:|^\//.test(text)) return { kind: 'token', length: text.length };
  return text.length >= 14 && /^\p{L}+$/u.test(text)
    ? { kind: 'token', length: text.length }
    : { kind: 'weak' };
}

/**
 * A full name, or a street with its number: at least two words with letters, eight letters in all, or six where each
 * word begins with a capital ("Mia Lang").
 */
function severalWords(text: string): Shape {
  const words = text.split(/[\s,]+/).filter((word) => /\p{L}{2,}/u.test(word));
  const letters = text.replace(/[^\p{L}]/gu, '').length;
  const capitalised = words.every((word) => /^[^\p{L}]*\p{Lu}/u.test(word));
  if (words.length < 2 || words.length > 8 || letters < (capitalised ? 6 : 8)) return { kind: 'weak' };
  return { kind: 'words', count: words.length, capitalised };
}

const tenYearsMs = 10 * 365 * 86_400_000;

const impersonalField =
  /(?:^|[^a-z])(?:city|town|ville|ort|stadt|commune|region|country|pays|zip|post_?code|birth|gender)/i;
const impersonalCamelCase = /[a-z](?:City|Town|Region|Country|Zip|Post_?[Cc]ode|Birth|Gender)/;
/** "updatedAt", "last_login", "timestamp", "etag": what every release may set anew. */
const momentary = /(?:_(?:at|on)|last_?login|time_?stamp|(?:^|[^a-z])e_?tag|revision|version)$/i;
const momentaryCamelCase = /[a-z](?:At|On)$/;

/** Whether a field, by its name or label, holds what many people share, or what moves on: a town, a birth date, a moment. */
export function isImpersonal(field: string): boolean {
  return (
    impersonalField.test(field) ||
    impersonalCamelCase.test(field) ||
    momentary.test(field) ||
    momentaryCamelCase.test(field)
  );
}

/**
 * Whether a value may be a moment in milliseconds since 1970, from 2001 to ten years from now. A number of a person may
 * look like one, those of all people together hardly.
 */
export function isEpochMs(value: string): boolean {
  return /^1\d{12}$/.test(value) && Number(value) < Date.now() + tenYearsMs;
}

/** "CMD-2026-40117": at least five digits after a short word. */
const reference = /^\p{L}{1,8}[-_/.#\u2010-\u2013]?(?:\d[-_/.\u2010-\u2013]?){5,20}$/u;

/** Whether a value has the form of a reference: of an order, an invoice, a customer. */
export function isReference(value: string): boolean {
  return reference.test(value.trim());
}

/** Among other words one is a reference only with a sign before its digits. */
const referenceAmong = /(?:^|[\s(])(\p{L}{1,8}[-_/.#](?:\d[-_/.]?){4,19}\d)(?=$|[\s,;:)])/u;

/** The first reference in a text, or null. */
export function referenceIn(text: string): string | null {
  return referenceAmong.exec(text)?.[1] ?? null;
}

/** Whether a place, by its name or label, holds the number of a thing that many people may have. */
export function isOfThings(field: string): boolean {
  return /(?:sku|ean|isbn|article|product|model|item)[^/]*$/i.test(field);
}

/** Whether a value is a number of five digits or more: "#10482". */
export function isNumber(value: string): boolean {
  return /^#?\d{5,}$/.test(value.trim());
}

/** Whether a value of this shape identifies somebody wherever it stands. */
export function isStrong(shape: Shape): boolean {
  return isStrict(shape) || shape.kind === 'token' || shape.kind === 'words';
}

/** Whether the shape leaves no doubt that a value is personal: an e-mail address, a bank account, a long number. */
export function isStrict(shape: Shape): boolean {
  return shape.kind === 'email' || shape.kind === 'iban' || shape.kind === 'digits';
}

/** Whether a value of shape `a` could stand where values of shape `b` stand. */
export function fits(a: Shape, b: Shape): boolean {
  if (a.kind === 'digits' && b.kind === 'digits') return Math.abs(a.count - b.count) <= 1;
  if (a.kind === 'token' && b.kind === 'token') return true;
  if (a.kind === 'words' && b.kind === 'words')
    return Math.abs(a.count - b.count) <= 2 && (a.capitalised || !b.capitalised);
  return a.kind === b.kind && (a.kind === 'email' || a.kind === 'iban');
}
