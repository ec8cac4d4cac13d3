import type { FoldedValues } from './believe.js';
import type { Candidate } from './candidates.js';
import { fold } from './fold.js';
import { copiesOf, labelOf, type Slot } from './learned-page.js';
import type { ReadSample } from './page-sample.js';
import { shapeOf } from './shape.js';

interface Facts {
  readonly known: FoldedValues;
  /** The samples of the page. */
  readonly samples: readonly ReadSample[];
}

/** The slots of one page: its believed candidates, each with a name and with whose each value is. */
export function toSlots(candidates: readonly Candidate[], facts: Facts): Slot[] {
  return named(candidates).map((one) => toSlot(one, facts));
}

/**
 * Names for places that can be written down: the JSON pointer, or the text that stands before the value for
 * everybody ("E-mail"), numbered where it is not the only one.
 */
function named(candidates: readonly Candidate[]): [Candidate, string][] {
  const counts = new Map<string, number>();
  return candidates.map((candidate) => {
    const name = labelOf(candidate.key).slice(0, 40);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return [candidate, count === 1 ? name : `${name} (${String(count)})`];
  });
}

function toSlot([candidate, id]: [Candidate, string], facts: Facts): Slot {
  const owners = new Map<string, number>();
  const shared = new Set<string>();
  for (const [identity, value] of candidate.values) {
    const folded = fold(value);
    if (owners.has(folded) && owners.get(folded) !== identity) shared.add(folded);
    owners.set(folded, identity);
  }
  for (const value of shared) owners.delete(value);
  const shapes = new Map(
    [...candidate.values.values()]
      .map((value) => shapeOf(value))
      .map((shape) => [JSON.stringify(shape), shape]),
  );
  return {
    id,
    key: candidate.key,
    prefix: candidate.prefix,
    suffix: candidate.suffix,
    shapes: [...shapes.values()],
    owners,
    known: [...candidate.values].some(([identity, value]) => facts.known.get(identity)?.has(fold(value))),
    copies: leastCopies(candidate, facts.samples),
  };
}

/** For each identity, at how many places of its samples the value stood, where it stood at fewest. */
function leastCopies(candidate: Candidate, samples: readonly ReadSample[]): ReadonlyMap<number, number> {
  const least = new Map<number, number>();
  for (const { identity, places } of samples) {
    const value = candidate.values.get(identity);
    if (value === undefined) continue;
    least.set(identity, Math.min(copiesOf(fold(value), places), least.get(identity) ?? Infinity));
  }
  return least;
}
