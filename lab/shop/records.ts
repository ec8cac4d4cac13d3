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

/** A bill. Numbers count up over all customers, as the law wants it: the next one is somebody else's. */
export interface Invoice {
  /** E.g. "F-2019-0012345". */
  readonly number: string;
  /** ISO 8601 calendar date. */
  readonly issuedOn: string;
  readonly article: string;
  readonly amountCents: number;
  /** The correction of the glasses, right eye and left eye. */
  readonly correction: string;
}

/** A visit to a practitioner, with what the practice needs to reach the patient. */
export interface Appointment {
  readonly number: string;
  /** Id of the practice. */
  readonly practice: string;
  readonly speciality: string;
  /** ISO 8601, local time without a zone. */
  readonly time: string;
  readonly reason: string;
  readonly patient: { readonly name: string; readonly phone: string; readonly email: string };
}

/** What belongs to an account beside its data. */
export interface Records {
  orders(account: Account): Promise<readonly Order[]>;
  letters(account: Account): Promise<readonly Letter[]>;
  draft(account: Account): Promise<Draft>;
  saveDraft(account: Account, text: string): Promise<void>;
  invoices(account: Account): Promise<readonly Invoice[]>;
  appointments(account: Account): Promise<readonly Appointment[]>;
  /** Changes the instructions for the postman. */
  saveNote(account: Account, note: string): Promise<void>;
}
