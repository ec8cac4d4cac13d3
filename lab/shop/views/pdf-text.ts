import type { PDFFont, PDFPage } from 'pdf-lib';

/** An upright A4 sheet, in points. */
export const a4: readonly [number, number] = [595, 842];

const lineHeight = 16;
const textWidth = 470;
const fontSize = 11;
const lowestLine = 40;

/** Writes lines downwards from a place; what would run off the foot of the page is left out. */
export function writeLines(
  page: PDFPage,
  font: PDFFont,
  lines: readonly string[],
  at: { readonly x: number; readonly y: number },
): void {
  page.setFont(font);
  page.setFontSize(fontSize);
  lines.forEach((line, index) => {
    const y = at.y - index * lineHeight;
    if (y > lowestLine) page.drawText(printable(font, line), { x: at.x, y });
  });
}

/** Breaks text into lines that fit the page. */
export function wrapText(font: PDFFont, text: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(' ')) {
      const last = lines.at(-1) ?? '';
      const longer = last === '' ? word : `${last} ${word}`;
      const fits = font.widthOfTextAtSize(printable(font, longer), fontSize) <= textWidth;
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
