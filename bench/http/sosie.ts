import { z } from 'zod';
import { startModule } from '../child.js';
import type { BenchLoad } from './load.js';

const figures = z.object({
  perSecond: z.number(),
  cpuMicros: z.number(),
  bytesPerSession: z.number(),
  plantedFound: z.literal(1),
});

/** What a run of Sosie's HTTP sessions came to. `cpuMicros` is per observation, `plantedFound` says that it checked, of the client's process. */
export type SosieHttp = z.infer<typeof figures>;

/** `sessions` plain-HTTP sessions of Sosie on as many connections as the others get. */
export async function sosieHttp(load: BenchLoad & { readonly sessions: number }): Promise<SosieHttp> {
  const { ready, stop } = await startModule('http/sosie-client.ts', [JSON.stringify(load)], 150_000);
  await stop();
  return figures.parse(ready);
}
