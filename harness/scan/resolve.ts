import type { MarkerIndex } from './marker-index.js';
import { countryCodeLength, significant } from './phone.js';
import { digitRuns, readCode, runsOn } from './read-digits.js';
import type { DigitRun } from './read-digits.js';
import { holds, readWords, wordBefore } from './read-words.js';
import type { Text } from './read-words.js';
import type { Shape } from './shapes.js';

const NONE: readonly number[] = [];
const AT = 0x40;

function isWord(byte: number): boolean {
  const lower = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x7a) || byte >= 0x80;
}

/** ".", "-", "_" and "+" go on with a local part or a domain; a full stop at the end of a sentence does not. */
function joinsAddress(byte: number, beyond: number): boolean {
  return (byte === 0x2e || byte === 0x2d || byte === 0x5f || byte === 0x2b) && isWord(beyond);
}

/** Whether the text around a value makes it part of a longer e-mail address, or was cut there. */
function isPart({ bytes, cut }: Text, start: number, end: number, address: boolean): boolean {
  const before = bytes[start - 1] ?? 0;
  const behind = bytes[end] ?? 0;
  if (before === cut || behind === cut || before === AT || behind === AT) return true;
  return (
    address && (joinsAddress(before, bytes[start - 2] ?? 0) || joinsAddress(behind, bytes[end + 1] ?? 0))
  );
}

type Words = Extract<Shape, { kind: 'words' }>;

function words(index: MarkerIndex, text: Text, found: number, shape: Words): readonly number[] {
  const start = shape.before === 0 ? found : wordBefore(text.bytes, found, shape.before);
  if (start < 0) return NONE;
  const run = readWords(text, start, shape);
  if (run.count !== shape.count) return NONE;
  const markers = index[shape.spacing].ofUnits(run.units, run.length);
  if (markers.length === 0) return NONE;
  return isPart(text, start, run.end, holds(run, AT)) ? NONE : markers;
}

function national(index: MarkerIndex, run: DigitRun): readonly number[] {
  const given = index.grouped.of(run.digits);
  if (given.length > 0) return given;
  const bare = run.digits.replace(/^0/, '');
  // Inner groups of a longer number are too weak, unless they begin like a number or are long.
  if (run.inner && bare.length === run.digits.length && bare.length < 9) return NONE;
  return index.abroad.of(bare);
}

/** A number written with its country code: one that was given with a code must have been given with this one. */
function international(index: MarkerIndex, run: DigitRun): readonly number[] {
  const dialled = run.digits.replace(/^00/, '');
  const bare = significant(dialled, true);
  const code = dialled.slice(0, countryCodeLength(dialled));
  return firstOf(index.grouped.of(code + bare), () =>
    firstOf(index.grouped.of(dialled), () => index.national.of(bare)),
  );
}

function inOnePiece(index: MarkerIndex, run: DigitRun): readonly number[] {
  return run.contiguous ? index.numbers.of(run.digits) : NONE;
}

function firstOf(found: readonly number[], otherwise: () => readonly number[]): readonly number[] {
  return found.length > 0 ? found : otherwise();
}

function digits(index: MarkerIndex, text: Text, end: number): readonly number[] {
  if (runsOn(text, end)) return NONE;
  const runs = digitRuns(text, end);
  // With a country code before it, a number is no other country's. But "+" may also be a form's space.
  const dialled = runs.find((run) => run.coded);
  if (dialled !== undefined) return firstOf(inOnePiece(index, dialled), () => international(index, dialled));
  for (const run of runs) {
    const found = firstOf(inOnePiece(index, run), () =>
      run.international ? international(index, run) : national(index, run),
    );
    if (found.length > 0) return found;
  }
  return NONE;
}

/** Where the pass found a key: the bytes of a word, or the end of a run of digits, where `start` equals `end`. */
export interface Candidate {
  readonly slot: number;
  readonly start: number;
  readonly end: number;
}

/** The markers that really stand at a candidate: positions in the list of markers. */
export function resolve(index: MarkerIndex, text: Text, { slot, start, end }: Candidate): readonly number[] {
  let found = NONE;
  for (const shape of index.shapesOf(slot)) {
    if ((shape.kind === 'words') !== start < end) continue;
    const more = readAs(shape, index, text, shape.kind === 'words' ? start : end);
    if (more.length > 0) found = found.length === 0 ? more : [...found, ...more];
  }
  return found;
}

function readAs(shape: Shape, index: MarkerIndex, text: Text, at: number): readonly number[] {
  switch (shape.kind) {
    case 'words':
      return words(index, text, at, shape);
    case 'digits':
      return digits(index, text, at);
    case 'code':
      return index.codes.of(readCode(text, at, shape) ?? '');
  }
}
