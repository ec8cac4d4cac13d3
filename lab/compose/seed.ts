import { randomBytes } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { lastAccountKey, seedPopulation } from '../population/seed.js';
import { openClient } from '../shop/links.js';

/**
 * One-shot program for containers: draws the admin token of this set-up, and fills Redis with customers. What
 * is there already stays, since every `docker compose up` starts it again. There are no test accounts: a run
 * makes its own.
 */
const settings = z
  .object({
    LAB_REDIS_URL: z.string().min(1),
    LAB_CUSTOMERS: z.coerce.number().int().min(1).default(10_000),
    LAB_SEED: z.coerce.number().int().default(1),
    /** A file on a volume that the instances and the check read, and nobody else. */
    LAB_TOKEN_FILE: z.string().default('/run/lab/admin-token'),
  })
  .parse(process.env);

async function drawToken(file: string): Promise<void> {
  try {
    await writeFile(file, randomBytes(18).toString('base64url'), { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    throw error;
  }
  // The check runs as whoever started it, so that the run directory is theirs.
  await chmod(file, 0o444);
}

async function fillRedis(): Promise<string> {
  const redis = openClient(settings.LAB_REDIS_URL, '');
  try {
    if ((await redis.exists(lastAccountKey)) === 1) return 'Redis has its customers already';
    const plan = { customers: settings.LAB_CUSTOMERS, testAccounts: 0, seed: settings.LAB_SEED };
    await seedPopulation(redis, { ...plan, password: randomBytes(18).toString('base64url') });
    return `${plan.customers} customers`;
  } finally {
    redis.disconnect();
  }
}

await drawToken(settings.LAB_TOKEN_FILE);
process.stdout.write(`${await fillRedis()}\n`);
