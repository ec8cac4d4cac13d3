import { stripVTControlCharacters } from 'node:util';

/** Two cells wide in every terminal: Hangul, CJK, kana, full-width forms, emoji (UAX #11, abridged). */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const combining = /\p{Mn}|\p{Me}/u;

/** How many cells a text takes on screen; colour sequences take none. */
export function cellWidth(text: string): number {
  let width = 0;
  for (const char of stripVTControlCharacters(text)) width += charWidth(char);
  return width;
}

/** A text without colour cut to `width` cells, ending in "…" where something is missing. */
export function truncate(text: string, width: number): string {
  if (cellWidth(text) <= width) return text;
  let out = '';
  let used = 0;
  for (const char of text) {
    used += charWidth(char);
    if (used > width - 1) break;
    out += char;
  }
  return width < 1 ? '' : `${out}…`;
}

/** Pads on the right (or left) to `width` cells. */
export function pad(text: string, width: number, side: 'left' | 'right' = 'right'): string {
  const space = ' '.repeat(Math.max(0, width - cellWidth(text)));
  return side === 'right' ? text + space : space + text;
}

/**
 * A text broken at spaces into lines of at most `width` cells; lines after the first start with `indent`
 * spaces. A word longer than a line is cut, so that nothing ever wraps by itself.
 */
export function wrap(text: string, width: number, indent = 0): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const room = width - (lines.length === 0 ? 0 : indent);
    const longer = line === '' ? word : `${line} ${word}`;
    if (cellWidth(longer) <= room) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(lines.length === 0 ? line : ' '.repeat(indent) + line);
    line = cellWidth(word) > width - indent ? truncate(stripVTControlCharacters(word), width - indent) : word;
  }
  if (line !== '') lines.push(lines.length === 0 ? line : ' '.repeat(indent) + line);
  return lines;
}

function charWidth(char: string): number {
  if (combining.test(char)) return 0;
  return wide.test(char) ? 2 : 1;
}
