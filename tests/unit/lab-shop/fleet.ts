import type { TestContext } from 'node:test';
import { openRelay } from '../../../lab/redis/relay.js';
import { openRedis } from '../../../lab/redis/open.js';
import { findFault } from '../../../lab/faults/index.js';
import { seedPopulation } from '../../../lab/population/seed.js';
import { type Child, startChild } from '../../../lab/rollout/child.js';
import { openClient } from '../../../lab/shop/links.js';

export const adminToken = 'for tests';
export const password = 'the same for all';

/** Real instances of one release on a Redis of their own. */
export interface Fleet {
  readonly origins: readonly string[];
  readonly usernames: readonly string[];
  readonly how: string;
  readonly redisUrl: string;
  readonly keyPrefix: string;
  /** The first instance's process. */
  stop(): Promise<void>;
}

/** Starts Redis, a small population and instances with this fault; all of it ends with the test. */
export async function startFleet(
  test: TestContext,
  fault: string,
  { count = 1, env = process.env }: { readonly count?: number; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Fleet> {
  const redis = await openRedis(env);
  test.after(() => redis.close());
  const client = openClient(redis.url, redis.keyPrefix);
  const plan = { customers: 40, testAccounts: 8, seed: 7, password };
  const { usernames } = await seedPopulation(client, findFault(fault)?.population?.(plan) ?? plan);
  client.disconnect();
  const instances: Child[] = [];
  for (let index = 0; index < count; index += 1) {
    const relayPlan = findFault(fault)?.relay;
    const relay = relayPlan === undefined ? null : await openRelay(relayPlan, redis.url);
    if (relay !== null) test.after(() => relay.close());
    const name = `web${String(index + 1)}`;
    const child = startChild({
      name,
      program: 'lab/shop/main',
      env: {
        LAB_INSTANCE: name,
        LAB_RELEASE: fault === '' ? 'v1' : 'v2',
        LAB_FAULT: fault,
        LAB_REDIS_URL: relay?.url ?? redis.url,
        LAB_KEY_PREFIX: redis.keyPrefix,
        LAB_ADMIN_TOKEN: adminToken,
        LAB_SEED: '7',
      },
      log: () => undefined,
    });
    test.after(() => child.kill());
    instances.push(child);
  }
  const lines = await Promise.all(instances.map((child) => child.firstLine(20_000)));
  const origins = lines.map(
    (line) => `http://127.0.0.1:${String((JSON.parse(line) as { port: number }).port)}`,
  );
  return {
    origins,
    usernames,
    how: redis.how,
    redisUrl: redis.url,
    keyPrefix: redis.keyPrefix,
    stop: async () => instances[0]?.stop(6_000),
  };
}
