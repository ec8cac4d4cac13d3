import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { seedPopulation } from '../population/seed.js';
import { openRedis } from '../redis/open.js';
import { openClient } from '../shop/links.js';
import type { LabOptions } from './options.js';
import type { Teardown } from './teardown.js';

/** Redis with its population. */
export interface Backing {
  readonly url: string;
  readonly keyPrefix: string;
  /** Which Redis it is, in a sentence. */
  readonly how: string;
  readonly client: Redis;
  readonly accounts: readonly { readonly username: string; readonly password: string }[];
}

/** Opens Redis and seeds it. */
export async function openBacking(options: LabOptions, teardown: Teardown): Promise<Backing> {
  const redis = await openRedis();
  teardown.add('Redis', () => redis.close());
  options.log(redis.how);
  const client = openClient(redis.url, redis.keyPrefix);
  teardown.add('the connection to Redis', () => client.disconnect());

  const password = `lab-${randomBytes(9).toString('base64url')}`;
  const plan = {
    customers: options.customers,
    testAccounts: options.testAccounts,
    seed: options.seed,
    password,
  };
  const population = await seedPopulation(client, options.fault.population?.(plan) ?? plan);
  options.log(`${population.customers} customers and ${population.usernames.length} test accounts`);
  return {
    url: redis.url,
    keyPrefix: redis.keyPrefix,
    how: redis.how,
    client,
    accounts: population.usernames.map((username) => ({ username, password })),
  };
}
