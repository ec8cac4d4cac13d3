const twoDigits = /^(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** Length of the country code at the head of an international number (ITU-T E.164, list of assigned codes). */
export function countryCodeLength(international: string): number {
  if (/^[17]/.test(international)) return 1;
  return twoDigits.test(international) ? 2 : 3;
}

/** National significant number: without the country code, without the trunk digit. */
export function significant(digits: string, international: boolean): string {
  const national = international ? digits.slice(countryCodeLength(digits)) : digits;
  return national.replace(/^0/, '');
}
