import type { Oracle } from '../model/oracle.js';
import { reportDisclosure } from './disclosure.js';

/** What an identity left in the browser was shown to, or kept for, the next one to sign in there (CWE-524). */
export const clientResidue: Oracle = {
  name: 'client-residue',
  severity: 'violation',
  finds: "An identity's data was left in the browser for the next one.",
  begin: () => (record) =>
    record.type === 'observation'
      ? reportDisclosure(
          record,
          'client-residue',
          (viewer, owner) =>
            `${viewer} found ${owner} data on ${record.where} (${record.channel}) in a browser that was used before.`,
        )
      : [],
};
