const carriageReturn = 13;

/**
 * Where the RESP2 value that begins at `start` ends (exclusive), or null when it is not complete yet. Works for
 * requests too, which are arrays of bulk strings. https://redis.io/docs/latest/develop/reference/protocol-spec/
 */
export function endOfValue(bytes: Buffer, start: number): number | null {
  const lineEnd = bytes.indexOf(carriageReturn, start);
  if (lineEnd === -1 || lineEnd + 1 >= bytes.length) return null;
  const afterLine = lineEnd + 2;
  const kind = String.fromCharCode(bytes[start] ?? 0);
  if (kind !== '$' && kind !== '*') return afterLine;
  const count = Number(bytes.toString('latin1', start + 1, lineEnd));
  if (count < 0) return afterLine;
  if (kind === '$') {
    const end = afterLine + count + 2;
    return end <= bytes.length ? end : null;
  }
  let end: number | null = afterLine;
  for (let i = 0; i < count && end !== null; i += 1) end = endOfValue(bytes, end);
  return end;
}

/** Cuts a stream of bytes into whole RESP values, keeping the rest for the next chunk. */
export function createCutter(): (chunk: Buffer) => readonly Buffer[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const values: Buffer[] = [];
    let start = 0;
    while (start < bytes.length) {
      const end = endOfValue(bytes, start);
      if (end === null) break;
      values.push(bytes.subarray(start, end));
      start = end;
    }
    rest = bytes.subarray(start);
    return values;
  };
}

/** A request as RESP: an array of bulk strings. */
export function encodeCommand(words: readonly string[]): string {
  const parts = words.map((word) => `$${String(Buffer.byteLength(word))}\r\n${word}\r\n`);
  return `*${String(words.length)}\r\n${parts.join('')}`;
}

/** The text of a bulk string; null for the null bulk string. Throws on an error reply or another type. */
export function decodeBulk(value: Buffer): string | null {
  const text = value.toString('utf8');
  if (text.startsWith('$-1')) return null;
  if (text.startsWith('$')) return text.slice(text.indexOf('\r\n') + 2, -2);
  throw new Error(`A bulk string was expected from Redis, but it answered "${text.trim().slice(0, 80)}".`);
}

/** The name of the command in a request, in lower case. */
export function commandName(request: Buffer): string {
  const lines = request.toString('latin1', 0, Math.min(request.length, 64)).split('\r\n');
  return (lines[2] ?? '').toLowerCase();
}
