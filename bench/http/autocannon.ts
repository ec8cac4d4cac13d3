import { z } from 'zod';
import { outputOf } from '../child.js';
import type { BenchLoad } from './load.js';

const output = z.object({
  requests: z.object({ average: z.number() }),
  non2xx: z.number(),
  errors: z.number(),
});

/** autocannon: requests per second, of which it checks nothing. */
export async function autocannon({ url, seconds, connections }: BenchLoad): Promise<number | null> {
  const text = await outputOf(
    process.execPath,
    [
      'node_modules/autocannon/autocannon.js',
      ...['--json', '--connections', String(connections), '--duration', String(seconds)],
      ...['--headers', 'cookie=sid=u1', `${url}/account`],
    ],
    { timeoutMs: (seconds + 30) * 1000 },
  );
  const { requests, non2xx, errors } = output.parse(JSON.parse(text ?? 'null'));
  if (non2xx + errors > 0) throw new Error(`autocannon saw ${non2xx} refusals and ${errors} errors`);
  return requests.average;
}
