import { readWords } from './read-words.js';
import type { Spacing, WordRun } from './read-words.js';

const encoder = new TextEncoder();
const WORD = /[\p{L}\p{N}]/u;
const TAIL = /[\p{L}\p{N}][^\p{L}\p{N}]*$/u;

/**
 * Folded words of a marker's value, by the same reading as a body's; null where no body could be read so:
 * no letter or digit in it, or more punctuation between two words than one value may have.
 */
export function readValue(value: string, spacing: Spacing): WordRun | null {
  const first = value.search(WORD);
  if (first < 0) return null;
  const last = value.search(TAIL);
  const bytes = encoder.encode(value.slice(first));
  const run = readWords(bytes, 0, bytes.length, Number.MAX_SAFE_INTEGER, spacing);
  return run.end >= encoder.encode(value.slice(first, last + 1)).length ? run : null;
}

/** The folded words of a value without what stands between them. */
export function wordsOf(value: string): readonly string[] {
  const bytes = encoder.encode(value.replace(/[^\p{L}\p{N}\p{M}\u00ad\u200b-\u200d\u2060\ufeff]+/gu, ' ').trim());
  return readWords(bytes, 0, bytes.length, Number.MAX_SAFE_INTEGER, 'loose').text.split(' ');
}
