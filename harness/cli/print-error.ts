import { stripVTControlCharacters } from 'node:util';
import { SosieError } from '../model/errors.js';

/**
 * Prints an error for a person: code, message, and the hint on a line of its own. A stack only for what is our
 * own fault. Control characters that a target may have put into a message are taken out.
 */
export function printError(error: unknown, stream: NodeJS.WritableStream): void {
  if (error instanceof SosieError) {
    stream.write(`${error.code}: ${clean(error.message)}\n`);
    if (error.hint !== null) stream.write(`Hint: ${clean(error.hint)}\n`);
    if (!error.code.startsWith('SOSIE_INTERNAL_')) return;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (!(error instanceof SosieError))
    stream.write(`SOSIE_INTERNAL_UNEXPECTED: this is a mistake of Sosie's own.\n`);
  stream.write(
    `${clean(stack)}\nHint: please report it with this text; it holds nothing of your target's data.\n`,
  );
}

function clean(text: string): string {
  return stripVTControlCharacters(text);
}
