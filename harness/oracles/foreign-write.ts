import type { Oracle } from '../model/oracle.js';
import { reportDisclosure } from './disclosure.js';

/** A's write landed in B's account: what A wrote stands on a page that is otherwise B's (CAF, October 2021). */
export const foreignWrite: Oracle = {
  name: 'foreign-write',
  severity: 'violation',
  finds: 'What one identity wrote landed in the account of another.',
  begin: () => (record) =>
    record.type === 'observation'
      ? reportDisclosure(
          record,
          'foreign-write',
          (viewer, owner) =>
            `What ${owner} session wrote stands in the account of ${viewer} (${record.where}).`,
        )
      : [],
};
