import type { OperationKind } from '../model/look.js';
import type { Oracle } from '../model/oracle.js';
import { reportOf, viewerOf } from './report-of.js';
import { isSpeaking } from './statement.js';

/** After these the actor is signed out because it wanted to be. */
const endsSession: ReadonlySet<OperationKind> = new Set<OperationKind>(['logout', 'reuse', 'back']);

/**
 * A session that was own became anonymous without a logout by its actor: lost in the rollout, no mix-up. A refused
 * part of a page, write or object is no lost session, nor is what a used browser shows with the target out of reach.
 */
export const sessionLost: Oracle = {
  name: 'session-lost',
  severity: 'notice',
  finds: 'A signed-in session was lost without a logout.',
  begin: () => {
    const signedIn = new Set<string>();
    return (record) => {
      if (record.type !== 'observation') return [];
      if (endsSession.has(record.operation)) signedIn.delete(record.session);
      else if (record.operation === 'write' || record.operation === 'handover' || !isSpeaking(record))
        return [];
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
