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
  /** Signs in: always the e-mail, in lower case. */
  readonly username: string;
  readonly passwordHash: string;
}

/** The part of an account that its owner is shown. */
export function accountData(account: Account): AccountData {
  const { name, email, phone, street, city, postcode, birthDate, customerNumber, note } = account;
  return { name, email, phone, street, city, postcode, birthDate, customerNumber, note };
}
