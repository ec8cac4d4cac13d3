import type { Contender } from '../measurement.js';
import { autocannon } from './autocannon.js';
import type { BenchLoad } from './load.js';
import { sosieHttp } from './sosie.js';
import type { SosieHttp } from './sosie.js';
import { wrk } from './wrk.js';

const group = 'plain HTTP';
const autocannonName = 'autocannon, nothing checked';

/** Requests per second of each tool on one target, what an observation costs, and what a session holds. */
export function httpContenders(load: BenchLoad): readonly Contender[] {
  // One process measures rate, CPU and memory; the rows below share what it found in their round.
  let last: SosieHttp | null = null;
  const sosie = async (sessions: number): Promise<SosieHttp> =>
    (last = await sosieHttp({ ...load, sessions }));
  const row = (
    name: string,
    unit: string,
    measure: () => Promise<number | null>,
    comparedWith: string | null = null,
  ): Contender => ({
    group,
    name,
    unit,
    comparedWith,
    measure,
    missing: 'not installed',
  });
  return [
    row('wrk, nothing checked', 'requests/s', () => wrk(load)),
    row(autocannonName, 'requests/s', () => autocannon(load)),
    row(
      'Sosie, every byte checked',
      'observations/s',
      async () => (await sosie(1_000)).perSecond,
      autocannonName,
    ),
    row('Sosie, planted foreign answers found', 'of 1', async () => last?.plantedFound ?? null),
    row('Sosie, CPU for each observation', 'µs', async () => last?.cpuMicros ?? null),
    row('Sosie, memory of each of 1,000 sessions', 'bytes', async () => last?.bytesPerSession ?? null),
    row(
      'Sosie with 10,000 sessions',
      'observations/s',
      async () => (await sosie(10_000)).perSecond,
      autocannonName,
    ),
    row('Sosie, memory of each of 10,000 sessions', 'bytes', async () => last?.bytesPerSession ?? null),
  ];
}
