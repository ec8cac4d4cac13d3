/** What a content type says about how to read a body. */
export interface Reading {
  /** Escapes and base64 are worth undoing. */
  readonly text: boolean;
  /** Label for TextDecoder where the bytes are not ASCII-compatible, else null. */
  readonly wide: 'utf-16le' | 'utf-16be' | null;
}

const opaque =
  /^\s*(image\/(?!svg)|font\/|audio\/|video\/|application\/(pdf|zip|gzip|wasm|font|vnd\.ms-|octet-stream))/i;
const known = new Map<string, Reading>();

/** Types are few, so each is looked at once. */
export function readingOf(contentType: string): Reading {
  const held = known.get(contentType);
  if (held !== undefined) return held;
  const wide = /charset\s*=\s*"?utf-?16(be)?/i.exec(contentType);
  const encoding = wide?.[1] === undefined ? 'utf-16le' : 'utf-16be';
  const reading: Reading = { text: !opaque.test(contentType), wide: wide === null ? null : encoding };
  if (known.size < 1_000) known.set(contentType, reading);
  return reading;
}

/** UTF-16 as UTF-8, told by its byte order mark or by the content type; anything else as it is. */
export function toAsciiCompatible(body: Uint8Array, reading: Reading): Uint8Array {
  const [a, b] = body;
  const mark = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : null;
  const encoding = mark ?? reading.wide;
  return encoding === null ? body : new TextEncoder().encode(new TextDecoder(encoding).decode(body));
}
