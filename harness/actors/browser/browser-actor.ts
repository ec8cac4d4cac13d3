import type { Actor, Operation } from '../../model/actor.js';
import type { Identity } from '../../model/identity.js';
import type { ActorRef, OperationKind } from '../../model/look.js';
import type { Observation } from '../../model/observation.js';
import type { Page } from '../../model/page.js';
import type { ActorSettings } from '../actor-settings.js';
import { channelOf } from '../content-kind.js';
import { within } from '../deadline.js';
import { impossible } from '../http/http-session.js';
import type { Transport } from '../http/transport.js';
import { isLoginBody } from '../login/login-page.js';
import { resolveOnTarget } from '../reach.js';
import { loginInBrowser } from './browser-login.js';
import type { Draft } from './browser-looks.js';
import { draftOf, failedDraft, observeAll, stateDrafts } from './browser-looks.js';
import { logoutInBrowser } from './browser-logout.js';
import { navigationFailure } from './failure.js';
import type { PageFetched } from './in-page.js';
import { fetchInPage, readPageState } from './in-page.js';
import { navigate, standOnTarget } from './navigate.js';
import type { Caught } from './recorder.js';
import type { Seat } from './seat.js';
import { cookiesOf, forgetSession } from './seat.js';

/** What a browser actor is made of. */
export interface BrowserActorParts {
  readonly ref: ActorRef;
  readonly settings: ActorSettings;
  readonly pageAt: (url: URL) => Page | null;
  readonly transport: Transport;
  /** A fresh place in a living browser. Rejects with a SosieError where there is none to be had. */
  takeSeat(): Promise<Seat>;
}

const accept = {
  page: 'text/html,application/xhtml+xml,*/*;q=0.8',
  api: 'application/json,*/*;q=0.8',
  document: 'application/pdf,*/*;q=0.8',
};

/**
 * An actor in a browser context of its own. Where its browser process or page dies, the operation under way
 * ends as `unknown`, `signedIn` turns false, and the next operation finds a fresh context.
 */
export function createBrowserActor({ ref, settings, pageAt, transport, takeSeat }: BrowserActorParts): Actor {
  const { target, clock, observer, inFlight } = settings;
  const loginUrl = settings.login.kind === 'form' ? resolveOnTarget(target, settings.login.url) : null;
  let session = `${ref.name}#0`;
  let logins = 0;
  let signedIn = false;
  let closed = false;
  let seat: Promise<Seat> | null = null;

  const seated = async (): Promise<Seat> => {
    if (closed) throw impossible(`${ref.name} is closed.`);
    seat ??= takeSeat();
    const taken = await seat.catch((error: unknown) => {
      seat = null;
      throw error;
    });
    if (!taken.gone()) return taken;
    signedIn = false;
    seat = takeSeat();
    await taken.leave();
    return seat;
  };

  /** Hands over what came, with the cookies as they are now. */
  const report = async (at: Seat, operation: OperationKind, url: string, drafts: readonly Draft[]) => {
    const cookies = at.gone() ? [] : await cookiesOf(at.context, url).catch(() => []);
    return observeAll(drafts, { actor: ref, session, operation, cookies }, settings);
  };

  const noteSession = (asked: string, draft: Draft): void => {
    const pathname = URL.canParse(draft.url) ? new URL(draft.url).pathname : '';
    const onLogin = pathname === loginUrl?.pathname && new URL(asked).pathname !== pathname;
    if (draft.status === 401 || onLogin || isLoginBody(draft.body, draft.headers['content-type'] ?? '', ''))
      signedIn = false;
  };

  /** What the page shows and keeps now. A page that cannot be read is lost exposure. */
  const lookAround = async (
    at: Seat,
    page: Page | null,
    startedMs: number,
    document: Caught | null,
    signal: AbortSignal,
  ) => {
    try {
      const state = await within(at.page.evaluate(readPageState), target.timeoutMs, signal);
      return stateDrafts(state, { page, url: at.page.url(), startedMs, atMs: clock.nowMs() }, document);
    } catch {
      observer.lostBody(ref, page);
      return [];
    }
  };

  const visit = async (at: Seat, kind: 'visit' | 'reload', page: Page, signal: AbortSignal) => {
    const url = resolveOnTarget(target, page.path).href;
    const startedMs = clock.nowMs();
    const navigated = await navigate(at, url, kind === 'reload', settings, signal);
    const caught = at.recorder.take();
    const document = caught.findLast(({ mainDocument }) => mainDocument) ?? null;
    const drafts = caught.map((one) => draftOf(one, page));
    for (const [i, draft] of drafts.entries()) if (caught[i]?.mainDocument === true) noteSession(url, draft);
    if (navigated.kind === 'failed' && document === null) {
      const place = { channel: channelOf(page), page, url, startedMs, atMs: clock.nowMs() };
      drafts.push(failedDraft(place, navigated.outcome, navigated.reason));
    }
    if (navigated.kind === 'shown') drafts.push(...(await lookAround(at, page, startedMs, document, signal)));
    const seen = await report(at, kind, url, drafts);
    return navigated.kind === 'download'
      ? [...seen, ...(await fetchPage(at, 'open', page, false, signal))]
      : seen;
  };

  const fetchPage = async (
    at: Seat,
    operation: OperationKind,
    page: Page,
    cut: boolean,
    signal: AbortSignal,
  ) => {
    const url = resolveOnTarget(target, page.path).href;
    const flight = inFlight.begin(page, ref.identity);
    const startedMs = clock.nowMs();
    const place = { channel: channelOf(page), page, url, startedMs };
    let draft: Draft;
    let unskip = (): void => undefined;
    try {
      await standOnTarget(at, settings);
      unskip = at.recorder.skipFetch(url);
      const wish = { url, accept: accept[page.kind], timeoutMs: target.timeoutMs, cut };
      const got = await within(at.page.evaluate(fetchInPage, wish), 2 * target.timeoutMs, signal);
      draft = fetchedDraft(got, cut, { ...place, atMs: clock.nowMs() });
    } catch (error) {
      const { outcome, reason } = navigationFailure(error);
      draft = failedDraft({ ...place, atMs: clock.nowMs() }, outcome, reason);
    }
    unskip();
    const overlaps = inFlight.end(flight);
    if (draft.outcome !== 'ok' && draft.status !== null && !cut) observer.lostBody(ref, page);
    noteSession(url, draft);
    const aside = at.recorder.take().map((one) => draftOf(one, null));
    return report(at, operation, url, [...aside, { ...draft, overlaps }]);
  };

  const login = async (at: Seat, alias: number, signal: AbortSignal): Promise<readonly Observation[]> => {
    const identity = signable(ref);
    const username = alias === 0 ? identity.credentials.username : identity.aliases[alias - 1];
    if (username === undefined) throw impossible(`${identity.id} has no alias ${String(alias)}.`);
    logins += 1;
    session = `${ref.name}#${String(logins)}`;
    signedIn = false;
    const startedMs = clock.nowMs();
    await forgetSession(at).catch(() => undefined);
    const credentials = { username, password: identity.credentials.password };
    const job = { seat: at, settings, actor: ref, identity, session, credentials, alias, transport, signal };
    const { reason, before, observations } = await loginInBrowser(settings.login, job);
    const after = at.gone() ? [] : await cookiesOf(at.context, target.baseUrl).catch(() => []);
    signedIn = reason === null && !at.gone();
    const ended = { ok: signedIn, reason: reason ?? (signedIn ? null : 'the browser is gone') };
    settings.onLogin({ actor: ref, ...ended, alias, startedMs, atMs: clock.nowMs(), session, before, after });
    return [...observations, ...(await afterwards(at, 'login', startedMs, signal))];
  };

  /** What a login or logout brought, and the page on which it ended. */
  const afterwards = async (at: Seat, operation: OperationKind, startedMs: number, signal: AbortSignal) => {
    await at.recorder.drain(at.gone() ? 0 : target.timeoutMs, signal);
    const caught = at.recorder.take();
    const document = caught.findLast(({ mainDocument }) => mainDocument) ?? null;
    const drafts = caught.map((one) => draftOf(one, null));
    if (!at.gone() && at.page.url().startsWith('http')) {
      drafts.push(...(await lookAround(at, pageAt(new URL(at.page.url())), startedMs, document, signal)));
    }
    return report(at, operation, target.baseUrl, drafts);
  };

  const logout = async (at: Seat, signal: AbortSignal): Promise<readonly Observation[]> => {
    const startedMs = clock.nowMs();
    const failed: Draft[] = [];
    try {
      await within(logoutInBrowser(at, settings, signal), 3 * target.timeoutMs, signal);
      signedIn = false;
    } catch (error) {
      const { outcome, reason } = navigationFailure(error);
      const place = {
        channel: 'page',
        page: null,
        url: target.baseUrl,
        startedMs,
        atMs: clock.nowMs(),
      } as const;
      failed.push(failedDraft(place, outcome, reason));
    }
    return [
      ...(await afterwards(at, 'logout', startedMs, signal)),
      ...(await report(at, 'logout', target.baseUrl, failed)),
    ];
  };

  return {
    ...ref,
    get signedIn() {
      return signedIn;
    },
    async perform(operation: Operation, signal: AbortSignal): Promise<readonly Observation[]> {
      const at = await seated();
      switch (operation.kind) {
        case 'login':
          return login(at, operation.alias, signal);
        case 'logout':
          return logout(at, signal);
        case 'cancel':
          return fetchPage(at, 'fetch', operation.page, true, signal);
        case 'fetch':
          return fetchPage(
            at,
            operation.page.kind === 'document' ? 'open' : 'fetch',
            operation.page,
            false,
            signal,
          );
        case 'visit':
        case 'reload':
          // A document is never navigated to: the browser would save it instead of showing it.
          if (operation.page.kind === 'document') return fetchPage(at, 'open', operation.page, false, signal);
          return visit(at, operation.kind, operation.page, signal);
      }
    },
    async close() {
      closed = true;
      await (await seat?.catch(() => null))?.leave();
    },
  };
}

function signable(ref: ActorRef): Identity {
  if (ref.identity === null) throw impossible(`${ref.name} asks anonymously: it cannot sign in.`);
  return ref.identity;
}

function fetchedDraft(
  got: PageFetched,
  cut: boolean,
  place: Pick<Draft, 'channel' | 'page' | 'url' | 'startedMs' | 'atMs'>,
): Draft {
  const body =
    got.text !== null
      ? Buffer.from(got.text, 'utf8')
      : got.base64 !== null
        ? Buffer.from(got.base64, 'base64')
        : null;
  const reason = got.failure ?? (cut ? 'cut off on purpose' : null);
  const { status, headers, url } = got;
  return {
    ...place,
    url,
    status,
    headers,
    body,
    reason,
    outcome: reason === null ? 'ok' : 'unknown',
    overlaps: 0,
  };
}
