import type { Oracle } from '../model/oracle.js';
import { reportOf, viewerOf } from './report-of.js';

/** A session that was own became anonymous without a logout by its actor: lost in the rollout, no mix-up. */
export const sessionLost: Oracle = {
  name: 'session-lost',
  severity: 'notice',
  finds: 'A signed-in session was lost without a logout.',
  begin: () => {
    const signedIn = new Set<string>();
    return (record) => {
      if (record.type !== 'observation') return [];
      if (record.operation === 'logout') signedIn.delete(record.session);
      else if (record.class === 'own') signedIn.add(record.session);
      else if (record.class === 'anonymous' && signedIn.delete(record.session)) {
        return [
          reportOf(record, {
            oracle: 'session-lost',
            severity: 'notice',
            owner: null,
            summary: `${viewerOf(record)} was signed out on ${record.where} without having asked for it.`,
          }),
        ];
      }
      return [];
    };
  },
};
