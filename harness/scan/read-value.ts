import { readWords } from './read-words.js';
import type { Spacing, WordRun } from './read-words.js';

const encoder = new TextEncoder();
const WORD = /[\p{L}\p{N}]/u;
const TAIL = /[^\p{L}\p{N}]+$/u;
let scratch = Buffer.alloc(1_024);

/**
 * Folded words of a marker's value, by the same reading as a body's; null where no body could be read so:
 * no letter or digit in it, or more punctuation between two words than one value may have.
 */
export function readValue(value: string, spacing: Spacing): WordRun | null {
  const first = value.search(WORD);
  if (first < 0) return null;
  const core = value.slice(first).replace(TAIL, '');
  if (core.length * 3 > scratch.length) scratch = Buffer.alloc(core.length * 3);
  const limit = encoder.encodeInto(core, scratch).written;
  const run = readWords({ bytes: scratch, limit }, 0, { count: Number.MAX_SAFE_INTEGER, spacing });
  return run.end >= limit ? run : null;
}

/** The words of a text that was read: the key that it is found by is one of them. */
export function wordsOf(folded: string): readonly string[] {
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  return ALONE.test(folded) ? words.flatMap((word) => word.match(ALONE_OR_NOT) ?? []) : words;
}

const ALONE = /[\u0e00-\u0eff\u2e80-\uffff]/;
const ALONE_OR_NOT = /[\u0e00-\u0eff\u2e80-\uffff]|[^\u0e00-\u0eff\u2e80-\uffff]+/g;
