import type { Oracle } from '../model/oracle.js';
import { reportDisclosure } from './disclosure.js';

/** A's page says that it belongs to nobody we know: a real person, most likely (La Poste, June 2019). */
export const strangerData: Oracle = {
  name: 'stranger-data',
  severity: 'violation',
  finds: "An identity's page said that it belongs to somebody who is not one of ours.",
  begin: () => (record) =>
    record.type === 'observation'
      ? reportDisclosure(
          record,
          'stranger-data',
          (viewer, owner) => `${viewer} was shown ${owner} data on ${record.where} (${record.channel}).`,
        )
      : [],
};
