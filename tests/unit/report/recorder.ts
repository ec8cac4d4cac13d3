import { stripVTControlCharacters } from 'node:util';
import type { TerminalStream } from '../../../harness/report/terminal/screen.js';

/** A terminal of a given size that keeps what was written to it. */
export interface Recorder {
  readonly stream: TerminalStream;
  readonly written: () => string;
  /** What a person would see: the cursor movements that the reporter uses are obeyed, long lines wrap. */
  readonly screen: () => readonly string[];
}

/** A recorder of `columns` cells by `rows` lines. */
export function recorder(columns: number, rows = 50): Recorder {
  let text = '';
  const write = (chunk: string): boolean => {
    text += chunk;
    return true;
  };
  return { stream: { columns, rows, write }, written: () => text, screen: () => replay(text, columns) };
}

/** Obeys "up n", carriage return, "erase below" and line ends; throws on any other cursor sequence. */
function replay(text: string, columns: number): readonly string[] {
  const lines: string[] = [''];
  let row = 0;
  for (const token of text.match(/\u001b\[[\d;]*[A-Za-z]|[\n\r]|[^\u001b\n\r]+/g) ?? []) {
    const up = /^\u001b\[(\d+)A$/.exec(token);
    if (up !== null) row -= Number(up[1]);
    else if (token === '\u001b[J') lines.length = row;
    else if (token === '\n') row += 1;
    else if (token.startsWith('\u001b') && !token.endsWith('m'))
      throw new Error(`sequence ${JSON.stringify(token)}`);
    else if (!token.startsWith('\u001b') && token !== '\r') row = type(lines, row, token, columns);
    lines[row] ??= '';
  }
  return lines;
}

function type(lines: string[], row: number, token: string, columns: number): number {
  let line = `${lines[row] ?? ''}${stripVTControlCharacters(token)}`;
  let at = row;
  for (; line.length > columns; line = line.slice(columns)) {
    lines[at] = line.slice(0, columns);
    at += 1;
  }
  lines[at] = line;
  return at;
}
