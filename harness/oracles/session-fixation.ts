import type { Report } from '../model/finding.js';
import type { Observation } from '../model/observation.js';
import type { Oracle } from '../model/oracle.js';
import { reportOf, viewerOf } from './report-of.js';
import { isPlumbing } from './token-names.js';

/** What is known of one session: its login's surviving cookies, and its first own observation. */
interface Login {
  unchanged: readonly string[] | null;
  own: Observation | null;
}

/**
 * The session id did not change at login (CWE-384). Reported only where every cookie that could carry the
 * login survived it: a new one beside an old cart cookie is no fixation. Hence it waits for the first own page.
 */
export const sessionFixation: Oracle = {
  name: 'session-fixation',
  severity: 'violation',
  finds: 'The session id did not change at login.',
  begin: () => {
    const logins = new Map<string, Login>();
    const settled = new Set<string>();
    return (record) => {
      if (record.type !== 'login' && record.type !== 'observation') return [];
      if (settled.has(record.session)) return [];
      const known = logins.get(record.session) ?? { unchanged: null, own: null };
      if (record.type === 'login' && record.ok) known.unchanged = record.unchangedTokens;
      else if (record.type === 'observation' && record.class === 'own') known.own ??= record;
      else return [];
      if (known.unchanged === null || known.own === null) {
        logins.set(record.session, known);
        return [];
      }
      logins.delete(record.session);
      settled.add(record.session);
      return judgeLogin(known.own, known.unchanged);
    };
  },
};

function judgeLogin(own: Observation, unchanged: readonly string[]): readonly Report[] {
  const carriers = own.tokens.map((token) => token.name).filter((name) => !isPlumbing(name));
  const [kept] = carriers;
  if (kept === undefined || !carriers.every((name) => unchanged.includes(name))) return [];
  return [
    reportOf(own, {
      oracle: 'session-fixation',
      severity: 'violation',
      owner: null,
      where: 'login',
      summary: `${viewerOf(own)} kept the value of the cookie ${kept} across its login.`,
    }),
  ];
}
