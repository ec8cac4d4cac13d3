import type { Report } from '../model/finding.js';
import type { Observation } from '../model/observation.js';
import type { Oracle } from '../model/oracle.js';
import { reportOf, STRANGER, viewerOf, whose } from './report-of.js';
import { statementOf } from './statement.js';

/** A session between its login and its first own page. `early` came before its login event. */
interface Fresh {
  alias: number | null;
  early: Observation | null;
}

/**
 * A login, by any alias, reached another account (CAF, October 2021: a new kind of identifier led to other
 * people's files). Only a session that has never been its viewer's counts; afterwards it is a flip.
 */
export const wrongAccount: Oracle = {
  name: 'wrong-account',
  severity: 'violation',
  finds: 'A login by one of its identifiers reached another account.',
  begin: () => {
    const fresh = new Map<string, Fresh>();
    const settled = new Set<string>();
    return (record) => {
      if (record.type !== 'login' && record.type !== 'observation') return [];
      if (settled.has(record.session)) return [];
      const state = fresh.get(record.session) ?? { alias: null, early: null };
      if (record.type === 'login') {
        if (!record.ok) return [];
        state.alias = record.alias;
        fresh.set(record.session, state);
        const { early } = state;
        state.early = null;
        return early === null ? [] : report(early, record.alias);
      }
      const statement = statementOf(record);
      if (statement === null) return [];
      if (statement.who === 'own') {
        fresh.delete(record.session);
        settled.add(record.session);
        return [];
      }
      if (state.alias !== null) return report(record, state.alias);
      state.early ??= record;
      fresh.set(record.session, state);
      return [];
    };
  },
};

function report(observation: Observation, alias: number): readonly Report[] {
  const statement = statementOf(observation);
  if (statement === null || statement.who === 'own') return [];
  const by = alias === 0 ? 'its username' : `alias ${String(alias)}`;
  const account = statement.owner === STRANGER ? "a stranger's" : whose(statement.owner);
  return [
    reportOf(observation, {
      oracle: 'wrong-account',
      severity: 'violation',
      owner: statement.owner,
      where: alias === 0 ? 'login' : `login by alias ${String(alias)}`,
      summary: `${viewerOf(observation)} signed in by ${by} and reached ${account} account (${observation.where}).`,
    }),
  ];
}
