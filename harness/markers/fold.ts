/**
 * A value as it is compared: compatibility forms, case and accents folded, every run of other characters one
 * space; a number of at least six digits by its digits alone. Two values that fold alike cannot be told apart.
 */
export function fold(value: string): string {
  const digits = value.replace(/[\s().\-+/\u2010-\u2013]/g, '');
  if (/^\d{6,}$/.test(digits)) return digits.length >= 9 ? digits.slice(-9) : digits;
  return value
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@._+-]+/gu, ' ')
    .trim();
}
