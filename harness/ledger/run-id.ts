import { createRandom, type Random } from '../model/random.js';

/** A run id that sorts by time and is a valid directory name everywhere: "2026-11-21T22-30-05-a3f9" (UTC). */
export function newRunId(
  now: Date,
  random: Pick<Random, 'below'> = createRandom(Math.floor(Math.random() * 2 ** 32)),
): string {
  const time = now.toISOString().slice(0, 19).replaceAll(':', '-');
  return `${time}-${random.below(0x10000).toString(16).padStart(4, '0')}`;
}
