import type { Actor, Operation } from '../../model/actor.js';
import type { Identity } from '../../model/identity.js';
import type { ActorRef, OperationKind } from '../../model/look.js';
import type { Observation } from '../../model/observation.js';
import type { Page } from '../../model/page.js';
import { channelOf } from '../content-kind.js';
import { bareLogout, findLogout } from '../login/logout-place.js';
import { isLoginBody } from '../login/login-page.js';
import type { Submission } from '../login/fill-form.js';
import { resolveOnTarget } from '../reach.js';
import type { BrowserSignIn } from './http-login.js';
import { loginOverHttp } from './http-login.js';
import type { AskRun, HttpSession, HttpSessionParts } from './http-session.js';
import { createHttpSession, impossible } from './http-session.js';
import { acceptHtml, formHeaders, headersFor } from './request-headers.js';

/** What an actor of plain HTTP is made of. */
export interface HttpActorParts extends HttpSessionParts {
  readonly name: string;
  readonly identity: Identity | null;
  readonly urlOf: (page: Page) => URL;
  /** The URL of the login form, or null where the recipe has none. */
  readonly loginUrl: URL | null;
  readonly browserSignIn: BrowserSignIn | null;
  close(): Promise<void>;
}

/** An actor of plain HTTP: its own jar, looks for every answer, no judgement. */
export function createHttpActor(parts: HttpActorParts): Actor {
  const ref: ActorRef = { name: parts.name, kind: 'http', identity: parts.identity };
  const session = createHttpSession(ref, parts);
  let logins = 0;
  let requests = 0;

  const request = (operation: OperationKind, page: Page, cut: boolean, run: AskRun): Promise<unknown> => {
    const headers = headersFor(page, cut ? 0 : requests);
    requests += 1;
    const url = parts.urlOf(page);
    const channel = channelOf(page);
    const ask = {
      operation,
      channel,
      page,
      method: 'GET',
      url,
      headers,
      body: null,
      cut,
      follow: true,
    } as const;
    return session.ask(ask, {
      ...run,
      inspect: (body, { status, headers: got }, at) => {
        if (
          status === 401 ||
          landsOnLogin(parts.loginUrl, url, at) ||
          isLoginBody(body, got['content-type'] ?? '', got['content-encoding'] ?? '')
        ) {
          session.signedIn = false;
        }
      },
    });
  };

  const login = async (alias: number, run: AskRun): Promise<void> => {
    const { identity, settings } = parts;
    if (identity === null) throw impossible(`${ref.name} asks anonymously: it cannot sign in.`);
    const username = alias === 0 ? identity.credentials.username : identity.aliases[alias - 1];
    if (username === undefined) throw impossible(`${identity.id} has no alias ${String(alias)}.`);
    logins += 1;
    session.jar.clear();
    session.authorization = null;
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

  return {
    ...ref,
    get signedIn() {
      return session.signedIn;
    },
    async perform(operation: Operation, signal: AbortSignal): Promise<readonly Observation[]> {
      const observations: Observation[] = [];
      const run: AskRun = { signal, observations };
      switch (operation.kind) {
        case 'login':
          await login(operation.alias, run);
          break;
        case 'logout':
          await logout(session, parts, run);
          break;
        case 'cancel':
          await request('fetch', operation.page, true, run);
          break;
        case 'visit':
        case 'reload':
        case 'fetch':
          await request(
            operation.page.kind === 'document' ? 'open' : operation.kind,
            operation.page,
            false,
            run,
          );
          break;
      }
      return observations;
    },
    close: () => parts.close(),
  };
}

/** Looks for the way out on the first page, takes it, and keeps the jar: whether the old session still works is for others to ask. */
async function logout(session: HttpSession, { settings, urlOf }: HttpActorParts, run: AskRun): Promise<void> {
  const { target, logout: recipe, pages } = settings;
  const wanted = recipe === null ? null : resolveOnTarget(target, recipe.url);
  const base = { operation: 'logout', channel: 'page', page: null, cut: false, follow: true } as const;
  let way: Submission | null = null;
  let from = wanted ?? resolveOnTarget(target, '/');
  if (recipe === null || recipe.method === 'POST') {
    const first = pages.find(({ kind }) => kind === 'page');
    from = first === undefined ? from : urlOf(first);
    await session.ask(
      { ...base, method: 'GET', url: from, headers: acceptHtml, body: null },
      {
        ...run,
        inspect(body, { headers }, url) {
          if (body === null || !(headers['content-type'] ?? '').includes('html')) return;
          way = findLogout(Buffer.from(body).toString('utf8'), url, wanted);
        },
      },
    );
  }
  if (recipe !== null && wanted !== null) way ??= bareLogout(recipe, wanted);
  if (way === null) return;
  const taken: Submission = way;
  const { method, url, body } = taken;
  await session.ask(
    { ...base, method, url, body, headers: [...acceptHtml, ...formHeaders(taken, from)] },
    run,
  );
  session.signedIn = false;
}

function landsOnLogin(loginUrl: URL | null, asked: URL, at: URL): boolean {
  return loginUrl !== null && at.pathname === loginUrl.pathname && asked.pathname !== loginUrl.pathname;
}
