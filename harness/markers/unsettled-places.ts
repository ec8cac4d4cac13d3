import { fold } from './fold.js';
import { labelOf } from './learned-page.js';
import type { ReadSample } from './page-sample.js';
import { shapeOf } from './shape.js';

/** A place that told one identity several e-mail addresses or bank accounts: a list of others, or a mix-up already. */
export interface UnsettledPlace {
  readonly page: string;
  readonly place: string;
  /** Index of an identity, and how many values it was told. */
  readonly identity: number;
  readonly values: number;
}

/** At most one place of a page: where one identity was told the most of them, two at least. */
export function unsettledPlaces(page: string, samples: readonly ReadSample[]): readonly UnsettledPlace[] {
  const told = new Map<string, { key: string; identity: number; values: Set<string> }>();
  for (const { identity, keyed } of samples) {
    for (const [key, value] of keyed) {
      // A long number that changes may be a clock.
      if (!['email', 'iban'].includes(shapeOf(value).kind)) continue;
      const at = `${String(identity)} ${key}`;
      const known = told.get(at) ?? { key, identity, values: new Set<string>() };
      known.values.add(fold(value));
      told.set(at, known);
    }
  }
  const [most] = [...told.values()].sort((a, b) => b.values.size - a.values.size);
  if (most === undefined || most.values.size < 2) return [];
  return [{ page, place: labelOf(most.key), identity: most.identity, values: most.values.size }];
}
