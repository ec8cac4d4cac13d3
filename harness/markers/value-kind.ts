import { matchable } from '../scan/matchable.js';

/** What sort of value a text is, judged by its form alone. */
export type ValueKind =
  | 'email'
  | 'phone'
  | 'number'
  | 'token'
  | 'name'
  | 'address'
  | 'sentence'
  | 'date'
  | 'amount'
  | 'url'
  | 'words'
  | 'word'
  | 'none';

const email = /^[^\s@<>",;]+@[^\s@<>",;]+\.[a-z0-9-]{2,}$/i;
const url = /^([a-z]+:)?\/\/|^www\.|^\/[\w/-]*$/i;
const months =
  'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|f[ée]vr|mars|avr|mai|juin|juil|ao[ûu]t|sept|d[ée]c|m[äa]rz|okt|dez|' +
  'ene|abr|ago|dic|gen|mag|giu|lug|set|ott';
const date = new RegExp(
  '^(\\p{L}+,? )?(\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}([T ].*)?|\\d{1,2}[-/.]\\d{1,2}[-/.](\\d{2}|\\d{4})( .*)?|' +
    `\\d{1,2}(er|st|nd|rd|th|\\.)? (de )?(${months})\\p{L}*\\.?,? (de )?\\d{2,4}.*|(${months})\\p{L}*\\.? \\d{1,2},? \\d{4}.*|` +
    `(${months})\\p{L}* \\d{4})$`,
  'iu',
);
const time = /^\d{1,2}[:h]\d{2}([:.]\d{2}(\.\d+)?)?\s?([ap]m|z|utc)?$/i;
const amount = /^[-+]?[€$£]?\s?\d[\d\s.,]*\s?(€|\$|£|%|eur|usd|gbp|chf|kg|km|h|min|mb|gb|points?|pts)?$/i;
const packedDate = /^((19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])|(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(19|20)\d\d)(\d{4}|\d{6})?$/;
const opaqueFormat = /^[\w.~+/=:-]+$/;

/** Seconds and milliseconds since 1970 for the years 2001 to 2040. */
function isEpoch(digits: string): boolean {
  const value = Number(digits);
  return (digits.length === 10 && value >= 1e9 && value < 2.3e9) || (digits.length === 13 && value >= 1e12 && value < 2.3e12);
}

function kindOfNumber(value: string, digits: string, field: string): ValueKind {
  if (packedDate.test(digits) && digits === value) return 'date';
  if (isEpoch(digits) && digits === value) return 'date';
  if (new Set(digits).size < 3) return 'amount';
  const form = matchable(value, field);
  if (form.kind === 'phone') return 'phone';
  return /[.,]\d{1,2}$/.test(value) || (/^\d{1,3}([ \u00a0\u202f.]\d{3})+$/.test(value) && digits.length < 10) ? 'amount' : 'number';
}

/** A word with letters and digits, or with case mixed in its middle, that nobody would say. */
function isToken(value: string): boolean {
  if (value.length < 8 || !opaqueFormat.test(value) || !/\p{L}/u.test(value)) return false;
  if (/\d/.test(value)) return (value.match(/[\p{L}\d]/gu)?.length ?? 0) >= 8;
  return value.length >= 20 && /[a-z][A-Z]/.test(value);
}

function kindOfWords(value: string): ValueKind {
  const words = value.split(/[\s,]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const spoken = words.filter((word) => /^[\p{L}\p{M}'’.-]+$/u.test(word));
  const letters = value.replace(/[^\p{L}]/gu, '').length;
  if (words.length < 2) return 'word';
  if (spoken.length < words.length) return /^\D{0,12}\d/.test(value) && spoken.length >= 2 && letters >= 8 ? 'address' : 'words';
  const proper = words.every((word) => /^(\p{Lu}|d['’]|de$|du$|da$|di$|van$|von$|der$|den$|la$|le$|el$|bin$|al-?)/u.test(word));
  if (words.length <= 5 && proper && letters >= 6 && /[\p{L}]$/u.test(value)) return 'name';
  return words.length >= 4 && letters >= 16 ? 'sentence' : 'words';
}

/** The kind of a value. `field` helps to tell a phone number without a prefix from another number. */
export function kindOf(value: string, field = ''): ValueKind {
  const text = value.trim();
  if (!/[\p{L}\p{N}]/u.test(text) || text.length > 400) return 'none';
  if (email.test(text)) return 'email';
  if (date.test(text) || time.test(text)) return 'date';
  const form = matchable(text, field);
  if (form.kind === 'code') return 'number';
  if (form.kind !== 'words') return kindOfNumber(text, form.digits, field);
  if (amount.test(text)) return 'amount';
  if (url.test(text)) return 'url';
  if (!/\s/.test(text) && isToken(text)) return 'token';
  if (!/\s/.test(text) && /[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7a3]/.test(text) && text.length >= 3) return 'name';
  return kindOfWords(text);
}

/** Fields whose values many people share, whatever their form. */
const common =
  /city|ville|town|country|pays|postal|zip|region|province|state|gender|sexe?$|civil|salutation|lang|locale|status|role|plan|birth|naissance|created|updated|date/i;

/** Whether a value of this field can name its owner: long and random enough, or a full name, or a full address. */
export function isStrong(value: string, field: string): boolean {
  const kind = kindOf(value, field);
  if (kind === 'email' || kind === 'phone' || kind === 'number' || kind === 'token') return true;
  return (kind === 'name' || kind === 'address' || kind === 'sentence') && !common.test(field);
}
