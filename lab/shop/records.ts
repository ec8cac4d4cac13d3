import type { Account } from './account.js';

/** Something bought in the shop. */
export interface Order {
  readonly number: string;
  readonly article: string;
  readonly priceCents: number;
  /** ISO 8601 calendar date. */
  readonly orderedOn: string;
  readonly status: string;
  readonly deliverTo: string;
}

/** A letter sent, or the one still being written. */
export interface Letter {
  readonly number: string;
  readonly recipient: string;
  readonly subject: string;
  readonly status: string;
  readonly writtenOn: string;
}

/** The letter that a customer is writing. */
export interface Draft {
  readonly number: string;
  readonly recipient: string;
  readonly text: string;
  readonly writtenOn: string;
}

/** What belongs to an account beside its data. */
export interface Records {
  orders(account: Account): Promise<readonly Order[]>;
  letters(account: Account): Promise<readonly Letter[]>;
  draft(account: Account): Promise<Draft>;
  saveDraft(account: Account, text: string): Promise<void>;
}
