import type { OperationKind } from '../../model/look.js';
import type { Observation } from '../../model/observation.js';
import { within } from '../deadline.js';
import { impossible } from '../http/http-session.js';
import { loginInBrowser } from './browser-login.js';
import type { Draft } from './browser-looks.js';
import { draftOf, failedDraft } from './browser-looks.js';
import { logoutInBrowser } from './browser-logout.js';
import { navigationFailure } from './failure.js';
import type { Scene } from './scene.js';
import { lookAround, mainDocumentOf, report } from './scene.js';
import { cookiesOf, forgetSession } from './seat.js';

/** A logout may need a page to find the way out, the way itself, and the page behind it. */
const stepsOfALogout = 3;

/**
 * Throws the old session away and signs in afresh; with `keep`, what the session before left in the browser stays
 * there. Throws SOSIE_INTERNAL_UNEXPECTED for an alias that is not there.
 */
export async function signIn(
  scene: Scene,
  alias: number,
  leftover: 'forget' | 'keep' = 'forget',
): Promise<readonly Observation[]> {
  const { ref, settings, session, seat } = scene;
  const { identity } = ref;
  if (identity === null) throw impossible(`${ref.name} asks anonymously: it cannot sign in.`);
  const username = alias === 0 ? identity.credentials.username : identity.aliases[alias - 1];
  if (username === undefined) throw impossible(`${identity.id} has no alias ${String(alias)}.`);
  session.logins += 1;
  session.name = `${ref.name}#${String(session.logins)}`;
  session.signedIn = false;
  const startedMs = settings.clock.nowMs();
  if (leftover === 'forget') await forgetSession(seat).catch(() => undefined);
  // The header was put there by us: no browser keeps one.
  else await seat.context.setExtraHTTPHeaders({}).catch(() => undefined);
  const credentials = { username, password: identity.credentials.password };
  const job = { ...scene, actor: ref, identity, session: session.name, credentials, alias };
  const login = await loginInBrowser(settings.login, job);
  const after = seat.gone() ? [] : await cookiesOf(seat.context, settings.target.baseUrl).catch(() => []);
  const reason = login.reason ?? (seat.gone() ? 'the browser is gone' : null);
  session.signedIn = reason === null;
  session.authorization = login.authorization;
  const { before, observations } = login;
  const atMs = settings.clock.nowMs();
  settings.onLogin({
    actor: ref,
    ok: reason === null,
    reason,
    alias,
    startedMs,
    atMs,
    session: session.name,
    before,
    after,
  });
  return [...observations, ...(await afterwards(scene, 'login', startedMs, []))];
}

/** Takes the way out and keeps the jar: whether the old session still works is for others to ask. */
export async function signOut(scene: Scene): Promise<readonly Observation[]> {
  return (await leave(scene)).seen;
}

/** Signs out; `left` is true where the target took it: there was a way out, and its answer was no error. */
export async function leave(
  scene: Scene,
): Promise<{ readonly seen: readonly Observation[]; readonly left: boolean }> {
  const { settings, session, seat, signal } = scene;
  const startedMs = settings.clock.nowMs();
  const failed: Draft[] = [];
  let left = false;
  try {
    left = await within(
      logoutInBrowser(seat, settings, signal),
      stepsOfALogout * settings.target.timeoutMs,
      signal,
    );
    session.signedIn = false;
  } catch (error) {
    const { outcome, reason } = navigationFailure(error);
    const url = settings.target.baseUrl;
    const place = { channel: 'page', page: null, url, startedMs, atMs: settings.clock.nowMs() } as const;
    failed.push(failedDraft(place, outcome, reason));
  }
  return { seen: await afterwards(scene, 'logout', startedMs, failed), left };
}

/** What a login or logout brought, and the page on which it ended. */
async function afterwards(
  scene: Scene,
  operation: OperationKind,
  startedMs: number,
  more: readonly Draft[],
): Promise<readonly Observation[]> {
  const { settings, seat, pageAt, signal } = scene;
  await seat.recorder.drain(seat.gone() ? 0 : settings.target.timeoutMs, signal);
  const caught = seat.recorder.take();
  const drafts = caught.map((one) => draftOf(one, null));
  if (!seat.gone() && seat.page.url().startsWith('http')) {
    const page = pageAt(new URL(seat.page.url()));
    drafts.push(...(await lookAround(scene, page, startedMs, mainDocumentOf(caught))));
  }
  return report(scene, operation, settings.target.baseUrl, [...drafts, ...more]);
}
