import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EdgeConfig } from './config.js';
import { NoAnswer } from './forward.js';
import { endToEnd, forwardedHeaders, withVia } from './headers.js';
import type { Upstream, Upstreams } from './upstreams.js';

/** A client's request to upgrade its connection. */
interface Upgrade {
  readonly incoming: IncomingMessage;
  /** What the client sent after the request already. */
  readonly head: Buffer;
  /** For an answer other than "101 Switching Protocols". */
  readonly reply: ServerResponse;
}

/** What an instance said to it: the connection, or a refusal to be passed on. */
type Opened =
  | {
      readonly kind: 'open';
      readonly answer: IncomingMessage;
      readonly socket: Duplex;
      readonly head: Buffer;
    }
  | { readonly kind: 'refused'; readonly answer: IncomingMessage };

/**
 * Joins the client to the next instance in turn and copies both ways until one of them ends (RFC 9110,
 * section 7.8). No drain waits for it: the instance closes it when it stops. Throws NoAnswer.
 */
export async function tunnel(
  parts: { readonly config: EdgeConfig; readonly upstreams: Upstreams },
  upgrade: Upgrade,
): Promise<void> {
  const opened = await openAnywhere(parts, upgrade.incoming);
  const { answer } = opened;
  const { reply } = upgrade;
  if (opened.kind === 'refused') {
    reply.writeHead(answer.statusCode ?? 502, {
      ...endToEnd(answer.headers),
      via: withVia(answer.headers.via),
    });
    await pipeline(answer, reply);
    return;
  }
  const client = upgrade.incoming.socket;
  reply.detachSocket(client);
  client.write(switchingProtocols(answer));
  client.write(opened.head);
  opened.socket.write(upgrade.head);
  // Either end may be cut at any time; then the other one has nobody to talk to.
  await Promise.allSettled([pipeline(client, opened.socket), pipeline(opened.socket, client)]);
}

async function openAnywhere(
  parts: { readonly config: EdgeConfig; readonly upstreams: Upstreams },
  incoming: IncomingMessage,
): Promise<Opened> {
  const tried = new Set<Upstream>();
  for (let attempt = 0; attempt < parts.config.attempts; attempt += 1) {
    const upstream = parts.upstreams.next(tried, null);
    if (upstream === null) throw new NoAnswer(503);
    tried.add(upstream);
    const opened = await open(upstream, incoming, parts.config.responseTimeoutMs).catch(() => null);
    if (opened !== null) return opened;
  }
  throw new NoAnswer(502);
}

function open(upstream: Upstream, incoming: IncomingMessage, withinMs: number): Promise<Opened> {
  const headers = {
    ...forwardedHeaders(incoming.headers, incoming.socket.remoteAddress ?? ''),
    connection: 'Upgrade',
    upgrade: incoming.headers.upgrade ?? '',
  };
  return new Promise((resolve, reject) => {
    const asked = request(upstream.url + (incoming.url ?? '/'), { headers, agent: false });
    const timer = setTimeout(() => asked.destroy(new NoAnswer(504)), withinMs);
    asked.once('close', () => clearTimeout(timer));
    asked.once('upgrade', (answer, socket, head) => {
      clearTimeout(timer);
      resolve({ kind: 'open', answer, socket, head });
    });
    asked.once('response', (answer) => resolve({ kind: 'refused', answer }));
    asked.once('error', reject);
    asked.end();
  });
}

/** The head of the instance's answer as it came, names and order kept. */
function switchingProtocols(answer: IncomingMessage): string {
  const lines = answer.rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [`${name}: ${answer.rawHeaders[index + 1] ?? ''}`] : [],
  );
  return ['HTTP/1.1 101 Switching Protocols', ...lines, 'via: 1.1 lab-edge', '', ''].join('\r\n');
}
