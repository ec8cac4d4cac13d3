import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  type ZlibOptions,
} from 'node:zlib';

export interface DecodedBody {
  readonly bytes: Uint8Array;
  /** False where the body broke off, was not what its coding says, or grew past the limit: what is there is not all. */
  readonly complete: boolean;
}

const MOST_BYTES = 32 * 1024 * 1024;
/** Codings that are undone one within another; no honest server applies more. */
const MOST_CODINGS = 4;
/** Halvings in search of how much of a broken stream can be read: to the byte, up to 16 MB of it. */
const HALVINGS = 24;

type Undo = (bytes: Uint8Array, options: ZlibOptions) => Uint8Array;

const brotli: Undo = (bytes, { maxOutputLength, finishFlush }) =>
  brotliDecompressSync(bytes, {
    ...(maxOutputLength === undefined ? {} : { maxOutputLength }),
    ...(finishFlush === undefined ? {} : { finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  });

/** "deflate" is zlib-wrapped by the RFC and raw by some servers; the low nibble of a zlib header is 8. */
const deflate: Undo = (bytes, options) =>
  (bytes[0] ?? 0) % 16 === 8 ? inflateSync(bytes, options) : inflateRawSync(bytes, options);

const codings: Readonly<Record<string, Undo>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate,
  br: brotli,
};

/**
 * Undoes the content codings of a body (RFC 9110, 8.4), last one first: gzip, deflate (with or without its zlib
 * wrapper), br. A broken or cut stream gives what could be decoded. Never throws.
 */
export function decodeBody(body: Uint8Array, contentEncoding: string, limit = MOST_BYTES): DecodedBody {
  if (contentEncoding === '') return { bytes: body, complete: true };
  const names = contentEncoding.toLowerCase().split(',');
  const applied = names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  if (applied.length > MOST_CODINGS) return { bytes: body, complete: false };
  let bytes = body;
  let complete = true;
  for (const name of applied.reverse()) {
    const undo = codings[name];
    if (undo === undefined) return { bytes, complete: false };
    const decoded = undoOne(bytes, undo, limit);
    bytes = decoded.bytes;
    complete &&= decoded.complete;
  }
  return { bytes, complete };
}

function undoOne(bytes: Uint8Array, undo: Undo, limit: number): DecodedBody {
  try {
    return { bytes: undo(bytes, { maxOutputLength: limit }), complete: true };
  } catch {
    return { bytes: readablePart(bytes, undo, limit), complete: false };
  }
}

/**
 * What the longest readable beginning of a stream gives: all of a stream that was cut off; of one that is broken
 * or too large, what stands before that, found by halving.
 */
function readablePart(bytes: Uint8Array, undo: Undo, limit: number): Uint8Array {
  const whole = beginning(bytes, bytes.length, undo, limit);
  if (whole !== null) return whole;
  let best: Uint8Array = new Uint8Array(0);
  let readable = 0;
  let broken = bytes.length;
  for (let i = 0; i < HALVINGS && broken - readable > 1; i += 1) {
    const length = (readable + broken) >> 1;
    const part = beginning(bytes, length, undo, limit);
    if (part === null) broken = length;
    else [best, readable] = [part, length];
  }
  return best;
}

function beginning(bytes: Uint8Array, length: number, undo: Undo, limit: number): Uint8Array | null {
  try {
    const options = { maxOutputLength: limit, finishFlush: constants.Z_SYNC_FLUSH };
    return undo(bytes.subarray(0, length), options);
  } catch {
    return null;
  }
}
