/** How a marker's value is searched for. Digits and compact forms are without separators. */
export type Matchable =
  | { readonly kind: 'words'; readonly spacing: 'loose' | 'strict' }
  | { readonly kind: 'phone'; readonly digits: string; readonly international: boolean }
  /** `grouped`: may be written in groups; a short one in one piece would else be found in prices and dates. */
  | { readonly kind: 'number'; readonly digits: string; readonly grouped: boolean }
  | { readonly kind: 'code'; readonly compact: string };

const digitSeparators = /[\s().\-+/\u2010-\u2013]/g;
const sevenDigits = /(?:\d\D*){7}/;
const code = /^[A-Z]{2}\d{2}[A-Z0-9]{10,}$/i;
const looseText = /^[\p{L}\p{N}\p{M}\s,.'’\u2010-\u2013-]*$/u;
const phoneField = /phone|tel|mobile|gsm|handy|fax/i;

/**
 * Numbers of at least seven digits are compared by their digits, phone numbers by their significant ones,
 * IBANs and the like by letters and digits alone; names and addresses word by word; anything with other
 * punctuation (e-mails, tokens) word by word with that punctuation.
 */
export function matchable(value: string, field: string): Matchable {
  const trimmed = value.trim();
  if (sevenDigits.test(trimmed)) {
    const digits = trimmed.replace(digitSeparators, '');
    if (/^\d{7,}$/.test(digits)) return numeral(trimmed, digits, field);
    const compact = trimmed.replace(/[\s-]/g, '');
    if (code.test(compact) && /\d{8}/.test(compact)) return { kind: 'code', compact: compact.toLowerCase() };
  }
  return { kind: 'words', spacing: looseText.test(trimmed) ? 'loose' : 'strict' };
}

function numeral(value: string, digits: string, field: string): Matchable {
  const international = /^\(?\+|^00/.test(value);
  const national = /^\(?0/.test(value) && digits.length >= 9 && digits.length <= 11;
  if (digits.length < 8 || digits.length > 17 || !(international || national || phoneField.test(field))) {
    return { kind: 'number', digits, grouped: digits !== value || digits.length >= 10 };
  }
  // "+33 (0)6 12 …": the bracketed trunk digit is not dialled from abroad.
  const bare = international
    ? value.replace('(0)', '').replace(digitSeparators, '').replace(/^00/, '')
    : digits;
  return { kind: 'phone', digits: bare, international };
}
