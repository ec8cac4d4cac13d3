import { Redis } from 'ioredis';
import type { Settings } from './settings.js';

/**
 * The connections of one instance. Sessions and accounts are read on a connection each, as where reads go to a
 * replica; everything else (writes, logins, records) goes by `main`.
 */
export interface RedisLinks {
  readonly main: Redis;
  readonly sessionReads: Redis;
  readonly accountReads: Redis;
  close(): Promise<void>;
}

/**
 * A client for `url`. RESP2 and no commands of its own while connecting, so that what passes on a connection is
 * what the shop asked for.
 */
export function openClient(url: string, keyPrefix: string): Redis {
  const client = new Redis(url, {
    keyPrefix,
    protocol: 2,
    enableReadyCheck: false,
    disableClientInfo: true,
    maxRetriesPerRequest: 2,
    retryStrategy: (attempt: number) => Math.min(50 * attempt, 500),
  });
  // Without a listener ioredis prints every lost connection; the failed command reports it already.
  client.on('error', () => undefined);
  return client;
}

/** Opens the connections of one instance. */
export function openLinks(settings: Settings): RedisLinks {
  const open = (): Redis => openClient(settings.redisUrl, settings.keyPrefix);
  const clients = { main: open(), sessionReads: open(), accountReads: open() };
  return {
    ...clients,
    close: async () => {
      await Promise.allSettled(Object.values(clients).map((client) => client.quit()));
    },
  };
}
