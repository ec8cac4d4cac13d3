import { PDFDocument, StandardFonts } from 'pdf-lib';
import type { Account } from '../account.js';
import type { Draft } from '../records.js';
import { longDate } from './html.js';
import { a4, wrapText, writeLines } from './pdf-text.js';

/** The letter as it will be printed: sender, recipient, text. Its content stream is flate-compressed. */
export async function letterPdf(account: Account, draft: Draft): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle(`Lettre ${draft.number}`);
  document.setAuthor(account.name);
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([...a4]);
  const sender = [
    account.name,
    account.street,
    `${account.postcode} ${account.city}`,
    account.phone,
    account.email,
    `Client n° ${account.customerNumber}`,
  ];
  writeLines(page, font, sender, { x: 60, y: 770 });
  writeLines(page, font, [draft.recipient, '', longDate(draft.writtenOn), draft.number], { x: 330, y: 660 });
  writeLines(page, font, wrapText(font, draft.text), { x: 60, y: 560 });
  return document.save();
}
