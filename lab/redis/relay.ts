import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { createRandom, type Random } from '../population/random.js';
import { commandName, createCutter } from './resp.js';

/**
 * What a relay between an instance and Redis does wrong. It matches replies to commands by their order alone,
 * as a connection pool does; where a caller gave up (a cancelled request) it forgets to read that caller's
 * reply, which then answers the next command, and so on until the connection is closed.
 */
export interface RelayPlan {
  /** Commands whose caller may give up, in lower case. Only connections that carry no other kind can mix up. */
  readonly command: string;
  /** One such command in so many is given up, on average. */
  readonly oneIn: number;
  /** After so many replies that went to the wrong command the connection is closed; its client opens a sound one. */
  readonly healAfter: number;
  readonly seed: number;
}

/** A running relay. `url` is that of the upstream with the relay's address. */
export interface Relay {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a relay on a free port of 127.0.0.1. Throws on an upstream that is not plain `redis://`. */
export async function openRelay(plan: RelayPlan, upstreamUrl: string): Promise<Relay> {
  const upstream = new URL(upstreamUrl);
  if (upstream.protocol !== 'redis:') {
    throw new Error(
      `The relay reads RESP in clear and needs redis://, but the URL begins with ${upstream.protocol}//.`,
    );
  }
  const random = createRandom(plan.seed);
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const redis = connect(Number(upstream.port || '6379'), upstream.hostname);
    for (const socket of [client, redis]) {
      open.add(socket);
      socket.setNoDelay(true).once('close', () => open.delete(socket));
    }
    relayConnection(plan, random, client, redis);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(upstreamUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function relayConnection(plan: RelayPlan, random: Random, client: Socket, redis: Socket): void {
  const waiting: string[] = [];
  const replies: Buffer[] = [];
  let shifting = false;
  let shifted = 0;
  const close = (): void => {
    client.destroy();
    redis.destroy();
  };
  const answer = (): void => {
    while (waiting.length > 0 && replies.length > 0) {
      const command = waiting.shift();
      if (!shifting && command === plan.command && random.below(plan.oneIn) === 0) {
        shifting = true;
        client.write('-TIMEOUT the caller gave up waiting\r\n');
      } else {
        client.write(replies.shift() ?? '');
        if (shifting) shifted += 1;
      }
    }
    if (shifted >= plan.healAfter) close();
  };
  const requests = createCutter();
  client.on('data', (chunk: Buffer) => {
    waiting.push(...requests(chunk).map(commandName));
    redis.write(chunk);
    answer();
  });
  const cut = createCutter();
  redis.on('data', (chunk: Buffer) => {
    replies.push(...cut(chunk));
    answer();
  });
  for (const socket of [client, redis]) socket.on('error', close).on('close', close);
}
