import type { Finding, OracleName } from '../../model/finding.js';

/** What kind of harm an oracle speaks of; JUnit cases and the verdict sentence are told apart by it. */
export type OracleFamily = 'data' | 'account' | 'session' | 'access' | 'caching';

/** How one oracle is put in words. `line` is a clause without a full stop, continued by "on <page>". */
export interface OracleWords {
  readonly family: OracleFamily;
  readonly line: (viewer: string, owner: string) => string;
}

/** The words of every oracle, the same in the terminal, the reports and JUnit. */
export const oracleWords: Readonly<Record<OracleName, OracleWords>> = {
  'foreign-data': { family: 'data', line: (v, o) => `${v} was shown ${o}'s data` },
  'stranger-data': { family: 'data', line: (v, o) => `${v} was shown ${o}'s data` },
  'identity-flip': { family: 'data', line: (v, o) => `${v}'s session turned into ${o}'s` },
  'wrong-account': { family: 'account', line: (v, o) => `${v} signed in and reached ${o}'s account` },
  'foreign-write': { family: 'account', line: (v, o) => `what ${o} wrote landed in ${v}'s account` },
  'shared-session': { family: 'session', line: (v, o) => `${v} and ${o} held the same session token` },
  'anonymous-access': { family: 'access', line: (_, o) => `${o}'s data could be read without a login` },
  'object-access': { family: 'access', line: (v, o) => `${v} could read an object of ${o}'s` },
  'scope-excess': { family: 'access', line: (v) => `${v} was given more than it was granted` },
  'stream-misdelivery': { family: 'data', line: (v, o) => `${v} received a message meant for ${o}` },
  'client-residue': { family: 'data', line: (v, o) => `${o}'s data was left in ${v}'s browser` },
  'after-logout': { family: 'session', line: (v) => `${v}'s session still worked after logout` },
  'session-fixation': { family: 'session', line: (v) => `${v} kept its session id across the login` },
  'shared-cacheable': { family: 'caching', line: (v) => `a shared cache may keep ${v}'s private answer` },
  'browser-cacheable': {
    family: 'caching',
    line: (v) => `a browser may keep ${v}'s private answer for whoever comes next`,
  },
  'session-lost': { family: 'session', line: (v) => `${v} was signed out` },
  'stale-self': { family: 'caching', line: (v) => `${v} was shown older data of its own` },
};

/** The viewer of a finding as a noun. */
export function viewerNoun(viewer: string): string {
  return viewer === 'anonymous' ? 'an anonymous visitor' : viewer;
}

/** The owner of a finding as a noun. */
export function ownerNoun(owner: Finding['owner']): string {
  if (owner === null) return 'somebody else';
  return owner === 'stranger' ? 'a stranger' : owner;
}
