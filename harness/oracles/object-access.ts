import type { Oracle } from '../model/oracle.js';
import { reportDisclosure } from './disclosure.js';

/** B's session reads A's object: its address is all that it takes (CWE-639; Optical Center, 2017). */
export const objectAccess: Oracle = {
  name: 'object-access',
  severity: 'violation',
  finds: 'The session of one identity could read an object of another.',
  begin: () => (record) =>
    record.type === 'observation'
      ? reportDisclosure(
          record,
          'object-access',
          (viewer, owner) =>
            `${viewer} asked for an object of somebody else and was shown ${owner} data on ${record.where}.`,
        )
      : [],
};
