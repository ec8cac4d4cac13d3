import type { Operation } from '../../model/actor.js';
import type { ActorRef, OperationKind } from '../../model/look.js';
import type { Observation } from '../../model/observation.js';
import type { Page } from '../../model/page.js';
import { channelOf } from '../content-kind.js';
import { csrfTokenIn } from '../csrf-headers.js';
import { asksForSignIn, isLoginBody } from '../login/login-page.js';
import { resolveOnTarget } from '../reach.js';
import type { HttpSessionCopy, SwappingActor } from '../session-copy.js';
import { cutAt, type Cut } from '../cut.js';
import type { HttpActorParts } from './http-actor-parts.js';
import { loginOverHttp } from './http-login.js';
import { logoutOverHttp } from './http-logout.js';
import type { Ask, AskRun } from './http-session.js';
import { createHttpSession, impossible } from './http-session.js';
import { listenOverHttp } from './listen.js';
import { probeOverHttp } from './probe.js';
import { headersFor } from './request-headers.js';
import { reuseOverHttp } from './reuse.js';
import type { Answer } from './transport.js';
import { createUsualTime } from '../usual-time.js';
import { writeOverHttp } from './write-field.js';

/** An actor of plain HTTP: its own jar, looks for every answer, no judgement. */
export function createHttpActor(parts: HttpActorParts): SwappingActor<HttpSessionCopy> {
  const ref: ActorRef = { name: parts.name, kind: 'http', identity: parts.identity };
  let session = createHttpSession(ref, parts);
  let logins = 0;
  let requests = 0;
  const usual = createUsualTime(parts.settings.clock);

  const request = (operation: OperationKind, page: Page, cut: Cut, run: AskRun): Promise<unknown> => {
    const headers = headersFor(page, cut === 'never' ? requests : 0);
    requests += 1;
    const url = parts.urlOf(page);
    const inspect: AskRun['inspect'] = (body, answer, at) => {
      session.csrfToken = csrfTokenIn(body) ?? session.csrfToken;
      // A page that shows own data is signed in, whatever forms stand on it.
      if (run.observations.at(-1)?.class === 'own') return;
      if (saysSignedOut(answer, body, { asked: url, at, loginUrl: parts.loginUrl })) session.signedIn = false;
    };
    const { signal, observations } = run;
    const channel = channelOf(page);
    const ask = { operation, channel, page, method: 'GET', url, headers, body: null, cut } as const;
    const asked = session.ask({ ...ask, follow: followOf(page, parts) }, { signal, observations, inspect });
    return cut === 'never' ? usual.measure(asked) : asked;
  };

  const login = async (alias: number, run: AskRun): Promise<void> => {
    const { identity, settings } = parts;
    if (identity === null) throw impossible(`${ref.name} asks anonymously: it cannot sign in.`);
    const username = alias === 0 ? identity.credentials.username : identity.aliases[alias - 1];
    if (username === undefined) throw impossible(`${identity.id} has no alias ${String(alias)}.`);
    logins += 1;
    session.jar.clear();
    session.authorization = null;
    session.csrfToken = null;
    session.signedIn = false;
    session.name = `${ref.name}#${String(logins)}`;
    const startedMs = settings.clock.nowMs();
    const credentials = { username, password: identity.credentials.password };
    const { browserSignIn } = parts;
    const job = { session, settings, identity, credentials, alias, browserSignIn, run };
    const { reason, before } = await loginOverHttp(settings.login, job);
    session.signedIn = reason === null;
    settings.onLogin({
      actor: ref,
      ok: reason === null,
      reason,
      alias,
      startedMs,
      atMs: settings.clock.nowMs(),
      session: session.name,
      before,
      after: session.jar.held(resolveOnTarget(settings.target, '/')),
    });
  };

  const attempt = (operation: Operation, run: AskRun): Promise<unknown> => {
    switch (operation.kind) {
      case 'login':
        return login(operation.alias, run);
      case 'logout':
        return logoutOverHttp(session, parts, run);
      case 'cancel':
        return request('fetch', operation.page, cutAt(operation.waiting, usual.ms()), run);
      case 'visit':
      case 'reload':
      case 'fetch': {
        const kind = operation.page.kind === 'document' ? 'open' : operation.kind;
        return request(kind, operation.page, 'never', run);
      }
      case 'listen':
        return listenOverHttp(session, parts, operation, run);
      case 'write':
        return writeOverHttp(session, parts, operation, run).then(() =>
          request('fetch', operation.write.readBack, 'never', run),
        );
      case 'probe':
        return probeOverHttp(session, parts, operation.page, run);
      case 'reuse':
      case 'back':
        return reuseOverHttp(session, parts, operation.page, run);
    }
  };

  return {
    ...ref,
    get signedIn() {
      return session.signedIn;
    },
    get notBefore() {
      return session.notBefore;
    },
    async perform(operation: Operation, signal: AbortSignal): Promise<readonly Observation[]> {
      const observations: Observation[] = [];
      await attempt(operation, { signal, observations });
      return observations;
    },
    copySession: () => Promise.resolve({ jar: session.jar.copy(), authorization: session.authorization }),
    takeSession({ jar, authorization }) {
      const { name } = session;
      session = createHttpSession(ref, { ...parts, jar: jar.copy() });
      Object.assign(session, { name, authorization, signedIn: true });
      return Promise.resolve();
    },
    close: () => parts.close(),
  };
}

/** Where a guest is sent, and where an address leads that no config names, is nothing that anybody vouched for. */
function followOf(page: Page, { identity, settings }: HttpActorParts): Ask['follow'] {
  return identity !== null && settings.pages.includes(page) ? true : 'allowed';
}

/** An answer says that the session is gone: 401, the login's URL instead of what was asked for, or a form to sign in. */
function saysSignedOut(
  { status, headers }: Answer,
  body: Uint8Array | null,
  { asked, at, loginUrl }: { readonly asked: URL; readonly at: URL; readonly loginUrl: URL | null },
): boolean {
  const { 'content-type': type = '', 'content-encoding': encoding = '' } = headers;
  const landsOnLogin = at.pathname === loginUrl?.pathname && asked.pathname !== at.pathname;
  return status === 401 || landsOnLogin || isLoginBody(body, type, encoding, asksForSignIn(at, loginUrl));
}
