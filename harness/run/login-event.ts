import type { ActorLogin } from '../actors/actor-settings.js';
import type { LoginEvent } from '../model/history.js';
import type { Phase } from '../model/phase.js';

/** A login as it is recorded: of the cookies only the names of those session cookies that did not change (CWE-384). */
export function loginEvent(login: ActorLogin, phase: Phase, sessionCookies: ReadonlySet<string>): LoginEvent {
  const before = new Map(login.before.map(({ name, value }) => [name, value]));
  const unchanged = login.after.filter(
    ({ name, value }) => sessionCookies.has(name) && before.get(name) === value,
  );
  return {
    type: 'login',
    atMs: Math.round(login.atMs),
    startedMs: Math.round(login.startedMs),
    actor: login.actor.name,
    viewer: login.actor.identity?.id ?? 'anonymous',
    session: login.session,
    phase,
    ok: login.ok,
    reason: login.reason,
    alias: login.alias,
    unchangedTokens: login.ok ? unchanged.map(({ name }) => name) : [],
  };
}
