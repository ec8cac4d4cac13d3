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

const mostBytes = 32 * 1024 * 1024;

/**
 * Undoes the content codings of a body (RFC 9110, 8.4), last one first: gzip, deflate (with or without its zlib
 * wrapper), br. A broken or cut stream gives what could be decoded. Never throws.
 */
export function decodeBody(body: Uint8Array, contentEncoding: string, limit = mostBytes): DecodedBody {
  let bytes = body;
  let complete = true;
  if (contentEncoding === '') return { bytes, complete };
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim());
  for (const coding of codings.reverse()) {
    if (coding === '' || coding === 'identity') continue;
    const decoded = decodeOne(bytes, coding, limit);
    if (decoded === null) return { bytes, complete: false };
    bytes = decoded.bytes;
    complete &&= decoded.complete;
  }
  return { bytes, complete };
}

function decodeOne(bytes: Uint8Array, coding: string, limit: number): DecodedBody | null {
  const undo = codings[coding];
  if (undo === undefined) return null;
  try {
    return { bytes: undo(bytes, { maxOutputLength: limit }), complete: true };
  } catch {
    return partially(bytes, undo, limit);
  }
}

/** A stream that was cut off: the bytes up to there, flushed as they are. */
function partially(bytes: Uint8Array, undo: Undo, limit: number): DecodedBody {
  try {
    const flushed = undo(bytes, { maxOutputLength: limit, finishFlush: constants.Z_SYNC_FLUSH });
    return { bytes: flushed, complete: false };
  } catch {
    return { bytes: new Uint8Array(0), complete: false };
  }
}

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
