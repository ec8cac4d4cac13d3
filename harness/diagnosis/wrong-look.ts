import type { Observation } from '../model/observation.js';
import type { WrongLook } from './facts.js';

/** Of more values the person stays unknown. */
const MAX_VALUES = 50_000;

/**
 * Reads what looks show of somebody else; null where one shows nobody else. A stranger is known again, on whatever
 * page, by the fingerprints of the values that were seen together.
 */
export function createWrongLooks(): (look: Observation) => WrongLook | null {
  const persons = new Map<string, string>();
  return (look) => {
    if (look.class !== 'foreign' && look.class !== 'stranger') return null;
    const owners = new Set<string>();
    const values: string[] = [];
    let mixed = false;
    for (const { says, owner, fingerprint } of look.slots) {
      if (says === 'own') mixed = true;
      else if (says === 'other' && owner !== null) owners.add(owner);
      else if (says === 'stranger' && fingerprint !== null) values.push(fingerprint);
    }
    for (const { owner } of look.seen) {
      if (owner === look.viewer) mixed = true;
      else owners.add(owner);
    }
    const [first] = owners;
    const owner = first ?? personOf(values, persons);
    return { look, owner, named: first !== undefined, mixed, owners: Math.max(owners.size, 1) };
  };
}

/** The person most of whose values were seen before, or a new one. */
function personOf(values: readonly string[], persons: Map<string, string>): string {
  const votes = new Map<string, number>();
  for (const value of values) {
    const person = persons.get(value);
    if (person !== undefined) votes.set(person, (votes.get(person) ?? 0) + 1);
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1]);
  const person = best !== undefined && best[1] * 2 >= values.length ? best[0] : `stranger ${values[0] ?? ''}`;
  for (const value of values)
    if (!persons.has(value) && persons.size < MAX_VALUES) persons.set(value, person);
  return person;
}

/** Whether the answer's headers say that a cache gave it, without asking its origin. */
export function isCacheHit({ cache }: Observation): boolean {
  const said = `${cache['x-cache'] ?? ''} ${cache['cf-cache-status'] ?? ''}`;
  return /\b(hit|stale|updating|revalidated)\b/i.test(said) || Number(cache['age'] ?? 0) > 0;
}

/** Whether the answer's headers speak of a cache at all. */
export function namesCache({ cache }: Observation): boolean {
  return 'x-cache' in cache || 'cf-cache-status' in cache || 'age' in cache;
}

/** Whether the answer's own headers keep it out of shared caches. */
export function mustNotBeShared({ cache }: Observation): boolean {
  return /\b(private|no-store)\b/i.test(cache['cache-control'] ?? '');
}
