import type { Facts } from '../facts.js';

/** How often the person shown had asked the same instance just before, or did so just after. */
export interface Neighbours {
  readonly named: number;
  /** The owner's own request came just before and was answered wrongly as well: a chain. */
  readonly before: number;
  readonly after: number;
  /** The owner's own request overlapped and was answered rightly: begun before the wrong one, or while it was under way. */
  readonly underWay: number;
  readonly cameLater: number;
  /** The owner had not asked that instance around then. */
  readonly absent: number;
  /** Both as they would be if anybody were shown. */
  readonly chanceBefore: number;
  readonly chanceAfter: number;
}

const WITHIN = 4;
const WITHIN_MS = 600;
/** So many answers before and after are looked through for one that overlaps. */
const OVERLAPPING = 24;

const known = new WeakMap<Facts, Neighbours>();

/**
 * Compares every wrong answer with the answers of the same instance around it, in the order of asking; once for all
 * clues that read it.
 */
export function neighboursOf(facts: Facts): Neighbours {
  const neighbours = known.get(facts) ?? compare(facts);
  known.set(facts, neighbours);
  return neighbours;
}

function compare({ steps, wrong }: Facts): Neighbours {
  const owners = new Set(wrong.filter(({ named }) => named).map(({ owner }) => owner));
  const people = Math.max(new Set(wrong.map(({ look }) => look.viewer)).size, owners.size, 2) - 1;
  const total = {
    named: 0,
    before: 0,
    after: 0,
    underWay: 0,
    cameLater: 0,
    absent: 0,
    chanceBefore: 0,
    chanceAfter: 0,
  };
  for (const list of steps.values()) {
    const ordered = [...list].sort((a, b) => a.startedMs - b.startedMs);
    for (const [index, step] of ordered.entries()) {
      const { owner } = step;
      if (owner === null || !owners.has(owner)) continue;
      const near = (from: number): typeof ordered =>
        ordered
          .slice(Math.max(from, 0), Math.max(from + WITHIN, 0))
          .filter((other) => Math.abs(other.startedMs - step.startedMs) < WITHIN_MS);
      const earlier = new Set(
        near(index - WITHIN)
          .filter((other) => other.owner !== null)
          .map(({ viewer }) => viewer),
      );
      const later = new Set(near(index + 1).map(({ viewer }) => viewer));
      const around = ordered.slice(Math.max(index - OVERLAPPING, 0), index + OVERLAPPING + 1);
      const present = around.some(
        (other) => other.viewer === owner && Math.abs(other.startedMs - step.startedMs) < WITHIN_MS,
      );
      if (!present) total.absent += 1;
      const own = around.filter((other) => other.viewer === owner && other.owner === null);
      if (own.some((other) => other.startedMs < step.startedMs && other.endedMs >= step.startedMs))
        total.underWay += 1;
      else if (own.some((other) => other.startedMs >= step.startedMs && other.startedMs <= step.endedMs))
        total.cameLater += 1;
      total.named += 1;
      if (earlier.has(owner)) total.before += 1;
      if (later.has(owner)) total.after += 1;
      total.chanceBefore += earlier.size / people;
      total.chanceAfter += later.size / people;
    }
  }
  return total;
}
