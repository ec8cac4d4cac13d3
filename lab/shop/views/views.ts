import type { Account } from '../account.js';
import type { Appointment, Draft, Invoice, Letter, Order } from '../records.js';

/** What every page needs beside its content. */
export interface Frame {
  readonly release: string;
  /** Who is signed in; null on public pages. */
  readonly account: Account | null;
}

/** A page that only a signed-in customer gets. */
export interface OwnFrame extends Frame {
  readonly account: Account;
}

/** What the shop shows. Pages and pictures are text, the letter is a PDF. */
export interface Views {
  home(frame: Frame): string;
  login(frame: Frame, form: { readonly csrf: string; readonly error: string | null }): string;
  profile(
    frame: OwnFrame,
    own: { readonly orders: readonly Order[]; readonly letters: readonly Letter[] },
  ): string;
  orders(frame: OwnFrame, orders: readonly Order[]): string;
  letters(frame: OwnFrame, letters: readonly Letter[]): string;
  draft(frame: OwnFrame, draft: Draft, csrf: string): string;
  letterPdf(account: Account, draft: Draft): Promise<Uint8Array>;
  invoices(frame: OwnFrame, invoices: readonly Invoice[]): string;
  invoicePdf(account: Account, invoice: Invoice): Promise<Uint8Array>;
  appointments(frame: OwnFrame, appointments: readonly Appointment[]): string;
  note(frame: OwnFrame, form: { readonly csrf: string; readonly error: string | null }): string;
  directory(frame: OwnFrame, listed: readonly Account[]): string;
  badge(account: Account): string;
}
