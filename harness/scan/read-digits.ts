/** A run of digits read backwards from its end to the beginning of one of its groups. */
export interface DigitRun {
  readonly digits: string;
  /** Written with "+" or "00". */
  readonly international: boolean;
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
const CUT = 1;

/** As `separates` in assembly/digit-runs.ts. */
export function separatesDigits(byte: number): boolean {
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
export function runsOn(bytes: Buffer, end: number): boolean {
  const next = bytes[end] ?? 0;
  return next === CUT || isLetter(next) || (next === POINT && isDigit(bytes[end + 1] ?? 0));
}

/** Whether the group that begins at `start` is the tail of a word or of a decimal number, or was cut there. */
function isTail(bytes: Buffer, start: number): boolean {
  const before = bytes[start - 1] ?? 0;
  return before === CUT || isLetter(before) || (before === POINT && isDigit(bytes[start - 2] ?? 0));
}

function plusBefore(bytes: Buffer, start: number): boolean {
  return bytes[start - 1] === 0x2b || (bytes[start - 1] === 0x28 && bytes[start - 2] === 0x2b);
}

/** Every reading of the digits that end at `end`, shortest first: one for each group that it may begin with. */
export function digitRuns(bytes: Buffer, end: number): readonly DigitRun[] {
  const runs: DigitRun[] = [];
  let digits = '';
  let contiguous = true;
  let at = end;
  while (digits.length < MAX_DIGITS) {
    const groupEnd = at;
    while (isDigit(bytes[at - 1] ?? 0)) at -= 1;
    if (groupEnd - at > MAX_DIGITS) return runs;
    digits = bytes.toString('latin1', at, groupEnd) + digits;
    let before = at;
    while (at - before < MAX_GAP && separatesDigits(bytes[before - 1] ?? 0)) before -= 1;
    const inner = before < at && isDigit(bytes[before - 1] ?? 0);
    if (digits.length >= 7 && !isTail(bytes, at)) {
      runs.push({
        digits,
        contiguous,
        inner,
        international: plusBefore(bytes, at) || digits.startsWith('00'),
      });
    }
    if (!inner) return runs;
    contiguous = false;
    at = before;
  }
  return runs;
}

/** Letters and digits around `end`, without separators: `before` of them up to it, `after` behind it. */
export function readCode(bytes: Buffer, end: number, before: number, after: number): string | null {
  const isPart = (byte: number): boolean => isDigit(byte) || isLetter(byte);
  const isGap = (byte: number): boolean => byte === 0x20 || byte === 0x2d || byte === 0xc2 || byte === 0xa0;
  let head = '';
  let at = end;
  for (let gap = 0; head.length < before; at -= 1) {
    const byte = bytes[at - 1] ?? 0;
    if (isPart(byte)) head = String.fromCharCode(byte) + head;
    else if (!isGap(byte) || ++gap > 2 * before) return null;
  }
  if (isPart(bytes[at - 1] ?? 0) || bytes[at - 1] === CUT) return null;
  let tail = '';
  at = end;
  for (let gap = 0; tail.length < after; at += 1) {
    const byte = bytes[at] ?? 0;
    if (isPart(byte)) tail += String.fromCharCode(byte);
    else if (!isGap(byte) || ++gap > 2 * after) return null;
  }
  if (isPart(bytes[at] ?? 0) || bytes[at] === CUT) return null;
  return (head + tail).toLowerCase();
}
