import type { Oracle } from '../model/oracle.js';
import { reportDisclosure } from './disclosure.js';

/** An identity's data without any login: page, document, API, listing, backup, export (Optical Center, 2017; Francetest, 2021). */
export const anonymousAccess: Oracle = {
  name: 'anonymous-access',
  severity: 'violation',
  finds: "An identity's data could be read without a login.",
  begin: () => (record) =>
    record.type === 'observation'
      ? reportDisclosure(
          record,
          'anonymous-access',
          (viewer, owner) => `${owner} data could be read without a login on ${record.where}.`,
        )
      : [],
};
