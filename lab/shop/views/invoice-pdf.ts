import { PDFDocument, StandardFonts } from 'pdf-lib';
import type { Account } from '../account.js';
import type { Invoice } from '../records.js';
import { euros, longDate } from './html.js';
import { a4, writeLines } from './pdf-text.js';

/** The invoice as a sheet of A4: the customer, what was bought, and the correction of their glasses. */
export async function invoicePdf(account: Account, invoice: Invoice): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle(`Facture ${invoice.number}`);
  document.setAuthor('La Grande Poste');
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([...a4]);
  writeLines(page, font, [`Facture ${invoice.number}`, longDate(invoice.issuedOn)], { x: 60, y: 770 });
  const customer = [
    account.name,
    account.street,
    `${account.postcode} ${account.city}`,
    account.email,
    `Client n° ${account.customerNumber}`,
  ];
  writeLines(page, font, customer, { x: 330, y: 690 });
  const lines = [
    `${invoice.article} : ${euros(invoice.amountCents)}`,
    `Correction visuelle : ${invoice.correction}`,
    `Né(e) le ${longDate(account.birthDate)}`,
  ];
  writeLines(page, font, lines, { x: 60, y: 560 });
  return document.save();
}
