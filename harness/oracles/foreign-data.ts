import type { Oracle } from '../model/oracle.js';
import { reportDisclosure } from './disclosure.js';

/** A was shown B's data: page, API, document, header (La Poste, June 2019). */
export const foreignData: Oracle = {
  name: 'foreign-data',
  severity: 'violation',
  finds: "An identity was shown another identity's data.",
  begin: () => (record) =>
    record.type === 'observation'
      ? reportDisclosure(
          record,
          'foreign-data',
          (viewer, owner) => `${viewer} was shown ${owner} data on ${record.where} (${record.channel}).`,
        )
      : [],
};
