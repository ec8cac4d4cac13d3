import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A real receiver of webhooks on a free port. */
export interface LocalHook {
  readonly url: string;
  /** What was posted, parsed, with the moment in milliseconds. */
  readonly calls: { readonly atMs: number; readonly body: unknown; readonly contentType: string }[];
  close(): Promise<void>;
}

/** Answers each call with the next status, and all further ones with the last. */
export async function startHook(
  statuses: readonly [number, ...number[]],
  headers: Readonly<Record<string, string>> = {},
): Promise<LocalHook> {
  const calls: LocalHook['calls'] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const status = statuses[Math.min(calls.length, statuses.length - 1)] ?? 200;
      const contentType = request.headers['content-type'] ?? '';
      calls.push({ atMs: performance.now(), body: JSON.parse(text) as unknown, contentType });
      response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook/secret-path`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
