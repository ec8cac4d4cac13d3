import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { Parsed } from '../../parsed.js';

/** An OTLP receiver on loopback that keeps what it gets and answers as it is told. */
export interface Receiver {
  readonly url: string;
  readonly got: readonly {
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: Parsed;
  }[];
  /** Status of the next answers, in order; then 200. `hang`: no answer at all. */
  answers: (number | 'hang')[];
}

export async function openReceiver(t: TestContext): Promise<Receiver> {
  const got: { path: string; headers: IncomingHttpHeaders; body: unknown }[] = [];
  const receiver = { url: '', got, answers: [] as (number | 'hang')[] };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = receiver.answers.shift() ?? 200;
      if (answer === 'hang') return;
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      got.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(answer, { 'content-type': 'application/json' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  receiver.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return receiver;
}
