import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { endWithParent } from '../shop/with-parent.js';
import { createRandom, mixSeeds } from './random.js';
import { visit } from './stranger.js';

/**
 * The crowd as a process: so many strangers at a time, each replaced by another when they leave. It prints
 * {"ready":true} when it has begun, bears a target that fails, and ends with its parent or at SIGTERM.
 */
const settings = z
  .object({
    LAB_URL: z.url(),
    LAB_CROWD: z.coerce.number().int().min(1).default(6),
    LAB_SEED: z.coerce.number().int().default(1),
    LAB_CUSTOMERS: z.coerce.number().int().min(1).default(10_000),
  })
  .parse(process.env);

const afterFailureMs = 250;

async function standIn(place: number): Promise<never> {
  const random = createRandom(mixSeeds(settings.LAB_SEED, 1_000_003 + place));
  const crowd = {
    origin: settings.LAB_URL,
    seed: settings.LAB_SEED,
    customers: settings.LAB_CUSTOMERS,
    random,
  };
  for (;;) {
    // A target that fails is the run's business, and strangers come back.
    await visit(crowd).catch(() => undefined);
    await delay(afterFailureMs * (0.5 + random.next()));
  }
}

process.on('SIGTERM', () => process.exit(0));
endWithParent(() => process.exit(0));
for (let place = 0; place < settings.LAB_CROWD; place += 1) void standIn(place);
process.stdout.write('{"ready":true}\n');
