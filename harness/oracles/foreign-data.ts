import type { Observation } from '../model/observation.js';
import type { Oracle } from '../model/oracle.js';
import { reportOf, viewerOf, whose } from './report-of.js';

/** A list without its owner filter may show thousands of owners at once; so many are named per observation. */
const MAX_OWNERS = 20;

/** A was shown B's data: page, API, document, stream, header (La Poste, June 2019). */
export const foreignData: Oracle = {
  name: 'foreign-data',
  severity: 'violation',
  finds: "An identity was shown another identity's data.",
  begin: () => (record) => {
    if (record.type !== 'observation' || record.class !== 'foreign') return [];
    return ownersOf(record).map((owner) =>
      reportOf(record, {
        oracle: 'foreign-data',
        severity: 'violation',
        owner,
        summary: `${viewerOf(record)} was shown ${whose(owner)} data on ${record.where} (${record.channel}).`,
      }),
    );
  },
};

/** Every other identity that the observation shows; `[null]` where it is foreign without a name. */
function ownersOf(observation: Observation): readonly (string | null)[] {
  const owners = new Set<string | null>();
  for (const sighting of observation.seen) owners.add(sighting.owner);
  for (const slot of observation.slots) if (slot.says === 'other') owners.add(slot.owner);
  if (observation.viewer !== null) owners.delete(observation.viewer);
  if (owners.size > 1) owners.delete(null);
  return owners.size === 0 ? [null] : [...owners].slice(0, MAX_OWNERS);
}
