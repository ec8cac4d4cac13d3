/** What a customer of the shop has written about themselves; only they may see it. */
export interface AccountData {
  readonly name: string;
  readonly email: string;
  /** As shown, e.g. "06 12 34 56 78". */
  readonly phone: string;
  readonly street: string;
  readonly city: string;
  readonly postcode: string;
  /** ISO 8601 calendar date. */
  readonly birthDate: string;
  readonly customerNumber: string;
  /** Instructions for the postman. */
  readonly note: string;
}

/** One customer as stored. `id` is a whole number in decimal, handed out in order. */
export interface Account extends AccountData {
  readonly id: string;
  /** Signs in: the e-mail. */
  readonly username: string;
  /** Sign in as well: the customer number, and for some a number like that of the social security. */
  readonly aliases: readonly string[];
  readonly cohort: Cohort;
  /** Who proves the owner's identity, and that provider's name for them: unique only together. */
  readonly provider: Provider;
  readonly subject: string;
  readonly passwordHash: string;
  /** Id of the practice that this customer sees; see practices.ts. */
  readonly practice: string;
}

/** How far an account has come in the move to sign-in by number; "password changed": its owner did it. */
export type Cohort = 'migrated' | 'not migrated' | 'password changed';

/** Who proves identities: the shop's own login service, or the partner whose logins it passes on. */
export type Provider = 'poste' | 'identite';

/** The part of an account that its owner is shown. */
export function accountData(account: Account): AccountData {
  const { name, email, phone, street, city, postcode, birthDate, customerNumber, note } = account;
  return { name, email, phone, street, city, postcode, birthDate, customerNumber, note };
}
