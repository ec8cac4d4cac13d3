import { SosieError } from '../model/errors.js';

/** Playwright shows an error's message and stack, not its hint: puts code and hint into the message, without a stack. */
export async function explained<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SosieError)) throw error;
    const told = new Error(
      `${error.code}: ${error.message}${error.hint === null ? '' : `\nHint: ${error.hint}`}`,
      { cause: error },
    );
    told.stack = told.message;
    throw told;
  }
}
