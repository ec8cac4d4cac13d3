import type { Clue } from '../clue.js';
import type { SessionFacts } from '../facts.js';
import { of, share } from '../words.js';

/** Logins by one kind of identifier: how many there were, and how many reached another account and stayed there. */
interface Logins {
  readonly all: number;
  readonly wrong: number;
}

/** So many wrong logins would be expected by the other identifiers if it did not matter: e⁻³, chance is below 5 %. */
const EXPECTED = 3;

/** Logins by some kinds of identifier reach other accounts, and those by another kind never do (CAF, October 2021). */
export const byAlias: Clue = {
  name: 'by-alias',
  kind: 'login',
  read: ({ family, sessions }) => {
    if (family !== 'shown') return null;
    const kinds = countLogins(sessions.values());
    const affected = sum([...kinds.values()].filter(({ wrong }) => wrong > 0));
    const clean = sum([...kinds.values()].filter(({ wrong }) => wrong === 0));
    if (affected.wrong < 2 || share(affected.wrong, affected.all + clean.all) * clean.all < EXPECTED)
      return null;
    const by = [...kinds].filter(([, { wrong }]) => wrong > 0).map(([alias]) => nameOf(alias));
    return {
      weights: { 'login-mapping': 3, 'process-state': -0.5, 'edge-cache': -0.5, 'session-store': -0.5 },
      because: `${of(affected.wrong, affected.all)} logins by ${by.join(' or ')} reached another account, and none of ${String(clean.all)} by the other identifiers.`,
    };
  },
};

function countLogins(sessions: Iterable<SessionFacts>): ReadonlyMap<number, Logins> {
  const kinds = new Map<number, Logins>();
  for (const { alias, firstWasWrong, own } of sessions) {
    if (alias === null || firstWasWrong === null) continue;
    const { all, wrong } = kinds.get(alias) ?? { all: 0, wrong: 0 };
    kinds.set(alias, { all: all + 1, wrong: wrong + (firstWasWrong && own === 0 ? 1 : 0) });
  }
  return kinds;
}

function sum(logins: readonly Logins[]): Logins {
  return logins.reduce((all, each) => ({ all: all.all + each.all, wrong: all.wrong + each.wrong }), {
    all: 0,
    wrong: 0,
  });
}

function nameOf(alias: number): string {
  return alias === 0 ? 'the username' : `alias ${String(alias)}`;
}
