import type { ActorRef, OperationKind } from '../../model/look.js';
import type { Observation } from '../../model/observation.js';
import type { Page } from '../../model/page.js';
import type { ActorSettings } from '../actor-settings.js';
import { within } from '../deadline.js';
import type { Transport } from '../http/transport.js';
import { asksForSignIn, isLoginBody } from '../login/login-page.js';
import { resolveOnTarget } from '../reach.js';
import { retryAfterMs } from '../retry-after.js';
import type { RunClock } from '../../model/phase.js';
import { createUsualTime, type UsualTime } from '../usual-time.js';
import type { Draft } from './browser-looks.js';
import { observeAll, stateDrafts } from './browser-looks.js';
import { readStores } from './browser-stores.js';
import { readPageState } from './in-page.js';
import type { Caught } from './recorder.js';
import type { Seat } from './seat.js';
import { cookiesOf } from './seat.js';
import { storeDrafts, storeLimits } from './store-drafts.js';

/** What outlives the operations of a browser actor. */
export interface BrowserSession {
  /** "b1#2". */
  name: string;
  logins: number;
  signedIn: boolean;
  /** As `Actor.notBefore`. */
  notBefore: number;
  /** The Authorization header that the browser was given at the login, or null. */
  authorization: string | null;
  /** How long a fetch from inside the page usually takes. */
  readonly usual: UsualTime;
}

/** A session before any login. */
export function noSession({ name }: ActorRef, clock: RunClock): BrowserSession {
  const usual = createUsualTime(clock);
  return { name: `${name}#0`, logins: 0, signedIn: false, notBefore: 0, authorization: null, usual };
}

/** What one operation of a browser actor works with. */
export interface Scene {
  readonly ref: ActorRef;
  readonly settings: ActorSettings;
  readonly pageAt: (url: URL) => Page | null;
  readonly transport: Transport;
  readonly session: BrowserSession;
  readonly seat: Seat;
  readonly signal: AbortSignal;
}

/**
 * Hands over what came, with the cookies as they are now. A message that was pushed is a `listen`, whatever the
 * actor was doing. A Retry-After is noted.
 */
export async function report(
  { ref, settings, session, seat }: Scene,
  operation: OperationKind,
  url: string,
  drafts: readonly Draft[],
): Promise<readonly Observation[]> {
  for (const { status, headers } of drafts) {
    const pauseMs = retryAfterMs(status, headers, Date.now());
    if (pauseMs > 0) session.notBefore = settings.clock.nowMs() + pauseMs;
  }
  const cookies = seat.gone() ? [] : await cookiesOf(seat.context, url).catch(() => []);
  const shared = { actor: ref, session: session.name, cookies };
  const pushed = drafts.filter(({ channel }) => channel === 'stream');
  const asked = drafts.filter(({ channel }) => channel !== 'stream');
  const messages = await observeAll(pushed, { ...shared, operation: 'listen' }, settings);
  return [...messages, ...(await observeAll(asked, { ...shared, operation }, settings))];
}

/** Notes where an answer to `asked` says that the session is gone: 401, the login's URL, or a form to sign in. */
export function noteSession({ settings, session }: Scene, asked: string, answer: Draft): void {
  const { login, target } = settings;
  const loginUrl = login.kind === 'form' ? resolveOnTarget(target, login.url) : null;
  // A service worker's own answer has no URL.
  const at = new URL(answer.url, asked);
  const onLogin = at.pathname === loginUrl?.pathname && new URL(asked).pathname !== at.pathname;
  const type = answer.headers['content-type'] ?? '';
  const counts = asksForSignIn(at, loginUrl);
  if (answer.status === 401 || onLogin || isLoginBody(answer.body, type, '', counts))
    session.signedIn = false;
}

/** What the page shows and keeps now. A page that cannot be read is lost exposure. */
export async function lookAround(
  { ref, settings, seat, signal }: Scene,
  page: Page | null,
  startedMs: number,
  document: Caught | null,
): Promise<readonly Draft[]> {
  try {
    const [state, stores] = await within(
      Promise.all([seat.page.evaluate(readPageState), readStores(seat.page, storeLimits)]),
      settings.target.timeoutMs,
      signal,
    );
    const place = { page, url: seat.page.url(), startedMs, atMs: settings.clock.nowMs() };
    return [...stateDrafts(state, place, document), ...storeDrafts(stores, place, document)];
  } catch {
    settings.observer.lostBody(ref, page);
    return [];
  }
}

/** The document that the page shows, among what was caught. */
export function mainDocumentOf(caught: readonly Caught[]): Caught | null {
  return caught.findLast(({ mainDocument }) => mainDocument) ?? null;
}
