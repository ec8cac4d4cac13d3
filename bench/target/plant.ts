import type { Observation } from '../../harness/model/observation.js';
import { identitiesOf } from './accounts.js';

/** Makes the target show account `victim` the page of account `shown` once, at its next request. */
export async function plant(url: string, victim: number, shown: number): Promise<void> {
  const response = await fetch(`${url}/plant?victim=${victim}&shown=${shown}`);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the target did not take the planted answer: ${response.status}`);
}

/** Whether an observation says that `victim` was shown the data of `shown`, and names both. */
export function isFound(observation: Observation, victim: number, shown: number): boolean {
  const idOf = (index: number): string => identitiesOf(index + 1).at(-1)?.id ?? '';
  return (
    observation.class === 'foreign' &&
    observation.viewer === idOf(victim) &&
    observation.seen.some(({ owner }) => owner === idOf(shown))
  );
}
