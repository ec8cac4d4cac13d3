import type { Account } from '../account.js';

/** One hash from each identifier, as its owner writes it, to the account's id. */
export const loginsKey = 'logins';

/** One hash from identifiers in lower case to the first account that has one of them. */
export const foldedLoginsKey = 'logins-folded';

/** Every identifier that reaches the account. */
export function identifiersOf(account: Account): readonly string[] {
  return [account.username, ...account.aliases];
}

/** What somebody typed, as an identifier: an e-mail as it is, a number in capitals and without spaces. */
export function asIdentifier(typed: string): string {
  const trimmed = typed.trim();
  return trimmed.includes('@') ? trimmed : trimmed.replace(/\s/g, '').toUpperCase();
}

/**
 * The form under which an identifier is looked for when nobody has it exactly: people do not mind capitals.
 * Two accounts may share it, which is harmless: the password is checked on the one that is found.
 */
export function foldedIdentifier(identifier: string): string {
  return identifier.toLowerCase();
}

/**
 * A number like that of the French social security: 9, which no real one begins with, year and month of birth,
 * and the digits of the customer number.
 */
export function socialNumber(birthDate: string, customerNumber: string): string {
  return `9${birthDate.slice(2, 4)}${birthDate.slice(5, 7)}${customerNumber.replace(/\D/g, '')}`;
}
