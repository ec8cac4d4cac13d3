import type { IncomingMessage } from 'node:http';

/** The body of a request is larger than the edge takes. */
export class TooLarge extends Error {}

const largestBytes = 5_000_000;

/**
 * The whole body of a request, null where it has none. The edge keeps it, as nginx does by default, so that
 * a request whose connection was refused can be sent to the next instance. Throws TooLarge.
 */
export async function readWhole(incoming: IncomingMessage): Promise<Buffer | null> {
  const { 'content-length': length, 'transfer-encoding': encoding } = incoming.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > largestBytes) throw new TooLarge(`a request body of more than ${largestBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
