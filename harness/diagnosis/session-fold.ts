import type { LoginEvent } from '../model/history.js';
import type { Observation } from '../model/observation.js';
import type { SessionFacts, WrongLook } from './facts.js';

/** Follows what every login session said of itself. */
export interface SessionFold {
  login(event: LoginEvent): void;
  see(look: Observation, wrong: WrongLook | null): void;
  readonly sessions: ReadonlyMap<string, SessionFacts>;
}

const MAX_SESSIONS = 100_000;

/** Begins with no session seen. */
export function createSessionFold(): SessionFold {
  const sessions = new Map<string, SessionFacts>();
  const of = (name: string, viewer: string | null): SessionFacts | null => {
    const known = sessions.get(name);
    if (known !== undefined) return known;
    if (sessions.size >= MAX_SESSIONS) return null;
    const fresh = emptySession(viewer);
    sessions.set(name, fresh);
    return fresh;
  };
  return {
    sessions,
    login(event) {
      const session = event.ok ? of(event.session, event.viewer) : null;
      if (session === null) return;
      session.alias = event.alias;
      session.loginPhase = event.phase;
    },
    see(look, wrong) {
      if (wrong === null && look.class !== 'own') return;
      const session = of(look.session, look.viewer);
      if (session === null) return;
      session.firstWasWrong ??= wrong !== null;
      if (wrong !== null) {
        session.wrong += 1;
        session.owners.add(wrong.owner);
        session.wrongPlaces.add(look.where);
        if (look.revision !== null) session.wrongOn.add(look.revision);
        return;
      }
      session.own += 1;
      session.rightPlaces.add(look.where);
      if (session.wrong === 0) return;
      session.ownAfterWrong += 1;
      if (look.revision !== null) session.rightAfterOn.add(look.revision);
    },
  };
}

function emptySession(viewer: string | null): SessionFacts {
  return {
    viewer,
    alias: null,
    loginPhase: null,
    own: 0,
    wrong: 0,
    ownAfterWrong: 0,
    wrongOn: new Set(),
    rightAfterOn: new Set(),
    owners: new Set(),
    wrongPlaces: new Set(),
    rightPlaces: new Set(),
    firstWasWrong: null,
  };
}
