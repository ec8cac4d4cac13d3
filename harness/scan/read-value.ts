import { foldTable, SEPARATOR, standsAlone } from './fold-table.js';
import { readWords } from './read-words.js';
import type { Spacing, WordRun } from './read-words.js';

const encoder = new TextEncoder();
const fold = foldTable();
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
  const run = readWords({ bytes: scratch, limit, cut: -1 }, 0, { count: Number.MAX_SAFE_INTEGER, spacing });
  return run.end >= limit ? run : null;
}

/** Where the words of a folded text begin and end: one list for all texts, since a build reads hundreds of thousands. */
const bounds = new Int32Array(2 * 1_024);

/** Lists the words of a text that `readValue` gave: start and end of each, `count` of them, valid until the next call. */
export function wordBounds(folded: string): { readonly bounds: Int32Array; readonly count: number } {
  let count = 0;
  let start = -1;
  for (let at = 0; at <= folded.length && count < bounds.length / 2 - 1; at += 1) {
    const code = at < folded.length ? folded.charCodeAt(at) : 0;
    const alone = code >= 0x80 && standsAlone(code);
    const isWord =
      code < 0x80
        ? (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)
        : fold[code] !== SEPARATOR;
    if (start >= 0 && (alone || !isWord)) {
      bounds[2 * count] = start;
      bounds[2 * count + 1] = at;
      count += 1;
      start = -1;
    }
    if (alone) {
      bounds[2 * count] = at;
      bounds[2 * count + 1] = at + 1;
      count += 1;
    } else if (isWord && start < 0) start = at;
  }
  return { bounds, count };
}
