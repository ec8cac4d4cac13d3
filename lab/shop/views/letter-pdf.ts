import { PDFDocument, StandardFonts, type PDFFont, type PDFPage } from 'pdf-lib';
import type { Account } from '../account.js';
import type { Draft } from '../records.js';
import { longDate } from './html.js';

const a4 = [595, 842] as const;
const lineHeight = 16;
const textWidth = 470;

/** The letter as it will be printed: sender, recipient, text. Its content stream is flate-compressed. */
export async function letterPdf(account: Account, draft: Draft): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle(`Lettre ${draft.number}`);
  document.setAuthor(account.name);
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([...a4]);
  page.setFont(font);
  page.setFontSize(11);
  const sender = [
    account.name,
    account.street,
    `${account.postcode} ${account.city}`,
    account.phone,
    account.email,
    `Client n° ${account.customerNumber}`,
  ];
  write(page, font, sender, { x: 60, y: 770 });
  write(page, font, [draft.recipient, '', longDate(draft.writtenOn), draft.number], { x: 330, y: 660 });
  write(page, font, wrap(font, draft.text), { x: 60, y: 560 });
  return document.save();
}

function write(page: PDFPage, font: PDFFont, lines: readonly string[], at: { x: number; y: number }): void {
  lines.forEach((line, index) => {
    const y = at.y - index * lineHeight;
    if (y > 40) page.drawText(printable(font, line), { x: at.x, y });
  });
}

function wrap(font: PDFFont, text: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(' ')) {
      const last = lines.at(-1) ?? '';
      const longer = last === '' ? word : `${last} ${word}`;
      const fits = font.widthOfTextAtSize(printable(font, longer), 11) <= textWidth;
      if (fits || last === '') lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  });
}

/** The standard fonts hold the Windows Latin-1 characters only. */
function printable(font: PDFFont, text: string): string {
  const known = knownCharacters(font);
  return Array.from(text)
    .map((character) => (known.has(character.codePointAt(0) ?? 0) ? character : '?'))
    .join('');
}

let characters: ReadonlySet<number> | null = null;

function knownCharacters(font: PDFFont): ReadonlySet<number> {
  characters ??= new Set(font.getCharacterSet());
  return characters;
}
