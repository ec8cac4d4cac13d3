/** Not part of a word. */
export const SEPARATOR = 0;
/** Ignored inside a word: combining accents, soft hyphens, zero-width joiners. */
export const IGNORED = 0xffff_ffff;

/** Letters that no decomposition takes apart, as people spell them without their keyboard. */
const spelled: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/;

/** Han characters and Hangul syllables fold to themselves: most of the plane, left out of the work below. */
function isPlain(code: number): boolean {
  return (code >= 0x3400 && code < 0xa000) || (code >= 0xac00 && code < 0xd7a4);
}

/** Folds all other code units at once, one a line: a call for each would take half a second. */
function foldedLines(codes: readonly number[]): string[] {
  const text = codes.map((code) => (code === 10 ? ' ' : String.fromCharCode(code))).join('\n');
  const bare = text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .normalize('NFC');
  // Upper, then lower: the full case folding of "ß" is "ss".
  return bare.toUpperCase().toLowerCase().split('\n');
}

function makeTable(): Uint32Array {
  const table = new Uint32Array(0x10000);
  const codes: number[] = [];
  for (let code = 0; code < 0x10000; code += 1) {
    if (isPlain(code)) table[code] = code;
    else if (code < 0xd800 || code >= 0xf900) codes.push(code);
  }
  const letter = /^[\p{L}\p{N}]/u;
  for (const [i, line] of foldedLines(codes).entries()) {
    const code = codes[i] ?? 0;
    if (line === '' || invisible.test(line)) table[code] = IGNORED;
    if (!letter.test(line)) continue;
    const folded = spelled[line] ?? line;
    table[code] = folded.charCodeAt(0) | ((folded.length > 1 ? folded.charCodeAt(1) : 0) << 16);
  }
  return table;
}

let made: Uint32Array | null = null;

/**
 * For each code unit: SEPARATOR, IGNORED, or its folded form, one unit in the low half and perhaps a second in
 * the high half. Case, accents (NFC or NFD), compatibility forms and ligatures fold to the same word.
 */
export function foldTable(): Uint32Array {
  made ??= makeTable();
  return made;
}

/** Scripts that write words without a space between them: each character counts as a word. */
export function standsAlone(unit: number): boolean {
  return unit >= 0x2e80 || (unit >= 0x0e00 && unit < 0x0f00);
}
