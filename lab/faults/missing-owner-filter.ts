import { appointmentsOf } from '../shop/appointments.js';
import type { RedisLinks } from '../shop/links.js';
import { newestAccounts } from '../shop/newest-accounts.js';
import type { Records } from '../shop/records.js';
import type { Fault } from './fault.js';

const patientsPerList = 25;

/** The new query for the list names the practice, and forgets the patient. */
function withPracticeQuery(records: Records, links: RedisLinks): Records {
  return {
    ...records,
    appointments: async (account) => {
      const patients = await newestAccounts(
        links,
        patientsPerList,
        ({ practice }) => practice === account.practice,
      );
      return patients.flatMap(appointmentsOf);
    },
  };
}

/** The list of appointments holds those of everybody who goes to the same practice. */
export const missingOwnerFilter: Fault = {
  id: 'missing-owner-filter',
  kind: 'fault',
  title: 'the new query of the appointments lacks the condition on their owner',
  incident: {
    what: 'GHSA-6gqw-jqv7-v88m: queries of stigmem-node lacked the condition on the tenant, in lists and lookups',
    source: 'https://cvepatch.com/articles/ghsa-6gqw-jqv7-v88m/',
  },
  acts: 'always',
  advice: {
    shows:
      'One list, search or count holds other people’s entries among one’s own, always and for everybody; ' +
      'all else is right.',
    prevent:
      'Make the owner a part of every query by construction: scopes (`current_user.appointments`), ' +
      'repositories that take the account, row-level security with `FORCE ROW LEVEL SECURITY`; test each ' +
      'new query with two owners.',
  },
  oracles: ['foreign-data', 'stranger-data'],
  layer: 'data',
  shop: (parts) => ({ ...parts, records: (links) => withPracticeQuery(parts.records(links), links) }),
};
