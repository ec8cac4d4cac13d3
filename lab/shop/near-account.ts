import type { Account, AccountData } from './account.js';

/** In which way an account is wanted to be almost another one. */
export const nearness = ['case', 'dots', 'prefix', 'unicode', 'other-provider', 'recreated'] as const;
export type Nearness = (typeof nearness)[number];

/** The data of an account that is near to another one: what a careless comparison takes for the same person. */
export function nearData(how: Nearness, own: AccountData, other: Account): AccountData {
  switch (how) {
    case 'other-provider': {
      const { name, city, birthDate } = other;
      return { ...own, name, city, birthDate, email: `${localPart(other.email)}@identite.example` };
    }
    case 'recreated':
      return own;
    default:
      return { ...own, email: nearEmail(how, other.email) };
  }
}

/** An e-mail that is another one as soon as case, dots, length or Unicode form are ignored. */
export function nearEmail(how: 'case' | 'dots' | 'prefix' | 'unicode', email: string): string {
  const local = localPart(email);
  const domain = email.slice(local.length);
  const [first = '', ...rest] = local;
  const tail = rest.join('');
  switch (how) {
    case 'case':
      return `${first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase()}${tail}${domain}`;
    case 'dots':
      return `${local.includes('.') ? local.replaceAll('.', '') : `${first}.${tail}`}${domain}`;
    case 'prefix':
      return `${local}.bis${domain}`;
    case 'unicode':
      return `${fullWidth(first)}${tail}${domain}`;
  }
}

function localPart(email: string): string {
  return email.slice(0, email.lastIndexOf('@'));
}

/** U+0021–U+007E have wide forms at U+FF01–U+FF5E, which NFKC folds back (Unicode Standard Annex 15). */
function fullWidth(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0x20 && code < 0x7f ? String.fromCodePoint(code + 0xfee0) : character;
}
