import type { Observation } from '../model/observation.js';
import type { Oracle } from '../model/oracle.js';
import { disclosureOf, reportDisclosure } from './disclosure.js';

/**
 * What an identity left in the browser was shown to, or kept for, the next one to sign in there (CWE-524). Where the
 * history of the browser brought it back before the rollout already, going back is a hazard: nearly every page without
 * "no-store" does so, on the release that is to be replaced as well.
 */
export const clientResidue: Oracle = {
  name: 'client-residue',
  severity: 'violation',
  finds: "An identity's data was left in the browser for the next one.",
  begin: () => {
    let wentBackBefore = false;
    return (record) => {
      if (record.type !== 'observation' || disclosureOf(record) !== 'client-residue') return [];
      if (record.operation === 'back' && record.phase === 'before') wentBackBefore = true;
      const excused = record.operation === 'back' && wentBackBefore;
      const found = foundIn(record);
      return reportDisclosure(
        record,
        'client-residue',
        (viewer, owner) =>
          `${viewer} found ${owner} data ${found}${excused ? '; so it was before the rollout' : ''}.`,
        excused ? 'hazard' : 'violation',
      );
    };
  },
};

function foundIn({ operation, where, channel }: Observation): string {
  return operation === 'back'
    ? `by going back to ${where} in a browser that was used before`
    : `on ${where} (${channel}) in a browser that was used before`;
}
