import type { Oracle } from '../model/oracle.js';
import { reportOf, STRANGER, viewerOf } from './report-of.js';

/** A's page says that it belongs to nobody we know: a real person, most likely (La Poste, June 2019). */
export const strangerData: Oracle = {
  name: 'stranger-data',
  severity: 'violation',
  finds: "An identity's page said that it belongs to somebody who is not one of ours.",
  begin: () => (record) => {
    if (record.type !== 'observation' || record.class !== 'stranger') return [];
    return [
      reportOf(record, {
        oracle: 'stranger-data',
        severity: 'violation',
        owner: STRANGER,
        summary: `${viewerOf(record)} was shown a stranger's data on ${record.where} (${record.channel}).`,
      }),
    ];
  },
};
