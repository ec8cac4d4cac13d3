import type { OracleName, Report, Severity } from '../model/finding.js';
import type { Observation } from '../model/observation.js';
import { writtenTurn } from '../model/written.js';
import { reportOf, STRANGER, viewerOf, whose } from './report-of.js';

/** The oracles that prove that somebody saw another's data, each in circumstances of its own. */
export type DisclosureOracle = Extract<
  OracleName,
  | 'foreign-data'
  | 'stranger-data'
  | 'foreign-write'
  | 'anonymous-access'
  | 'object-access'
  | 'scope-excess'
  | 'stream-misdelivery'
  | 'client-residue'
  | 'after-logout'
>;

/** A list without its owner filter may show thousands of owners at once; so many are named per observation. */
const MAX_OWNERS = 20;

/**
 * The one oracle that proves what an observation shows of somebody else, or null where it shows nobody else: how
 * it was asked for decides (without a login, with a partner's token, after the logout, on a used browser), then by
 * which way it came, and only then what it was.
 */
export function disclosureOf(observation: Observation): DisclosureOracle | null {
  const { class: kind, operation, channel, predecessor } = observation;
  if (kind !== 'foreign' && kind !== 'stranger') return null;
  if (observation.viewer === null) return 'anonymous-access';
  if (operation === 'probe') return 'object-access';
  if (operation === 'call') return 'scope-excess';
  if (operation === 'reuse' || (operation === 'back' && predecessor === undefined)) return 'after-logout';
  if (channel === 'stream') return 'stream-misdelivery';
  if (isResidue(observation)) return 'client-residue';
  if (isForeignWrite(observation)) return 'foreign-write';
  return kind === 'foreign' ? 'foreign-data' : 'stranger-data';
}

/** One report for each owner whom an observation shows, if it is the given oracle's to prove; else none. */
export function reportDisclosure(
  observation: Observation,
  oracle: DisclosureOracle,
  say: (viewer: string, owner: string) => string,
  severity: Severity = 'violation',
): readonly Report[] {
  if (disclosureOf(observation) !== oracle) return [];
  return ownersOf(observation).map((owner) =>
    reportOf(observation, {
      oracle,
      severity,
      owner,
      summary: say(viewerOf(observation), whose(owner)),
    }),
  );
}

/** Every other person that the observation shows; `[null]` where it is foreign without a name. */
function ownersOf(observation: Observation): readonly (string | null)[] {
  if (observation.class === 'stranger') return [STRANGER];
  const owners = new Set<string | null>();
  for (const sighting of observation.seen) owners.add(sighting.owner);
  for (const slot of observation.slots) if (slot.says === 'other') owners.add(slot.owner);
  if (observation.viewer !== null) owners.delete(observation.viewer);
  if (owners.size > 1) owners.delete(null);
  return owners.size === 0 ? [null] : [...owners].slice(0, MAX_OWNERS);
}

/**
 * On a browser that others used before, what it kept is theirs whoever they were; a page is a leftover only where
 * it shows nobody but the one before.
 */
function isResidue(observation: Observation): boolean {
  const { predecessor, channel } = observation;
  if (predecessor === undefined || observation.class !== 'foreign') return false;
  return channel === 'storage' || ownersOf(observation).every((owner) => owner === predecessor);
}

/**
 * An answer that says by more than a written value that it is the viewer's, and in which all that is foreign is what
 * one other identity wrote. The same among other fields of that identity is a page shown to the wrong person.
 */
function isForeignWrite(observation: Observation): boolean {
  const { viewer, channel, seen, slots } = observation;
  if (observation.class !== 'foreign' || channel === 'storage' || channel === 'subresource') return false;
  if (channel === 'header' || slots.some(({ says }) => says === 'other')) return false;
  const foreign = seen.filter(({ owner }) => owner !== viewer);
  if (foreign.length !== 1) return false;
  if (!foreign.every(({ fields }) => fields.every((field) => writtenTurn(field) !== null))) return false;
  const ownFields = seen.filter(({ owner }) => owner === viewer).flatMap(({ fields }) => fields);
  return ownFields.some((field) => writtenTurn(field) === null) || slots.some(({ says }) => says === 'own');
}
