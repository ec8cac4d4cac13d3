import type { Oracle } from '../model/oracle.js';
import { reportDisclosure } from './disclosure.js';

/** An API client gets more than it was granted: other tenants, other fields (Doctolib, July 2020). */
export const scopeExcess: Oracle = {
  name: 'scope-excess',
  severity: 'violation',
  finds: 'An API client was given more than it was granted.',
  begin: () => (record) =>
    record.type === 'observation'
      ? reportDisclosure(
          record,
          'scope-excess',
          (viewer, owner) =>
            `${viewer} was given ${owner} data on ${record.where}, which it was not granted.`,
        )
      : [],
};
