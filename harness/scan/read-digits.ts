import type { Text } from './read-words.js';

/** A run of digits read backwards from its end to the beginning of one of its groups. */
export interface DigitRun {
  readonly digits: string;
  /** Written with "+" or "00". */
  readonly international: boolean;
  /** So written, and short enough to be one telephone number: no other reading of it is right. */
  readonly coded: boolean;
  /** Nothing but digits between its ends. */
  readonly contiguous: boolean;
  /** More groups stand before it. */
  readonly inner: boolean;
}

const MAX_DIGITS = 34;
const MAX_GAP = 3;

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
const POINT = 0x2e;
/** Digits of the longest telephone number with its country code (ITU-T E.164). */
const LONGEST_DIALLED = 15;

/** As `separates` in assembly/digit-runs.ts. */
function separatesDigits(byte: number): boolean {
  if (byte < 0x40)
    return (
      byte === 0x20 ||
      (byte >= 9 && byte <= 13) ||
      (byte >= 0x28 && byte <= 0x2f && byte !== 0x2a && byte !== 0x2c)
    );
  return (
    byte === 0xa0 ||
    byte === 0xc2 ||
    byte === 0xe2 ||
    byte === 0x80 ||
    byte === 0xaf ||
    (byte >= 0x89 && byte <= 0x93)
  );
}

/**
 * Whether the number goes on behind `end`, as a decimal or as part of a word, or the text was cut there. A comma
 * is taken for the end of a list's field.
 */
export function runsOn({ bytes, cut }: Text, end: number): boolean {
  const next = bytes[end] ?? 0;
  return next === cut || isLetter(next) || (next === POINT && isDigit(bytes[end + 1] ?? 0));
}

/** Whether the group that begins at `start` is the tail of a word or of a decimal number, or was cut there. */
function isTail({ bytes, cut }: Text, start: number): boolean {
  const before = bytes[start - 1] ?? 0;
  return before === cut || isLetter(before) || (before === POINT && isDigit(bytes[start - 2] ?? 0));
}

function plusBefore({ bytes }: Text, start: number): boolean {
  return bytes[start - 1] === 0x2b || (bytes[start - 1] === 0x28 && bytes[start - 2] === 0x2b);
}

function codedAt(
  text: Text,
  start: number,
  digits: string,
  inner: boolean,
): Pick<DigitRun, 'coded' | 'international'> {
  const plus = plusBefore(text, start);
  return {
    coded:
      digits.length <= LONGEST_DIALLED + 2 &&
      (plus ? !digits.startsWith('0') : !inner && /^00[1-9]/.test(digits)),
    international: plus || digits.startsWith('00'),
  };
}

/** Every reading of the digits that end at `end`, shortest first: one for each group that it may begin with. */
export function digitRuns(text: Text, end: number): readonly DigitRun[] {
  const { bytes } = text;
  const runs: DigitRun[] = [];
  let digits = '';
  let at = end;
  while (digits.length < MAX_DIGITS) {
    const groupEnd = at;
    while (isDigit(bytes[at - 1] ?? 0)) at -= 1;
    if (groupEnd - at > MAX_DIGITS) return runs;
    digits = bytes.toString('latin1', at, groupEnd) + digits;
    let before = at;
    while (at - before < MAX_GAP && separatesDigits(bytes[before - 1] ?? 0)) before -= 1;
    const inner = before < at && isDigit(bytes[before - 1] ?? 0);
    if (digits.length >= 7 && !isTail(text, at)) {
      runs.push({ digits, contiguous: groupEnd === end, inner, ...codedAt(text, at, digits, inner) });
    }
    if (!inner) return runs;
    at = before;
  }
  return runs;
}

const isPart = (byte: number): boolean => isDigit(byte) || isLetter(byte);
const isGap = (byte: number): boolean => byte === 0x20 || byte === 0x2d || byte === 0xc2 || byte === 0xa0;

/** `count` letters and digits from `from` on, in steps of 1 or -1, without separators; null where others are in between. */
function readParts({ bytes, cut }: Text, from: number, step: 1 | -1, count: number): string | null {
  let parts = '';
  let gaps = 0;
  let at = from;
  for (; parts.length < count; at += step) {
    const byte = bytes[at] ?? 0;
    if (isPart(byte))
      parts = step === 1 ? parts + String.fromCharCode(byte) : String.fromCharCode(byte) + parts;
    else if (!isGap(byte) || (gaps += 1) > 2 * count) return null;
  }
  const beyond = bytes[at] ?? 0;
  return isPart(beyond) || beyond === cut ? null : parts;
}

/** Letters and digits around `end`, without separators: `before` of them up to it, `after` behind it. */
export function readCode(
  text: Text,
  end: number,
  { before, after }: { before: number; after: number },
): string | null {
  const head = readParts(text, end - 1, -1, before);
  const tail = readParts(text, end, 1, after);
  return head === null || tail === null ? null : (head + tail).toLowerCase();
}
