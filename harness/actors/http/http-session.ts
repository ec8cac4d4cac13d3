import type { ActorRef, Channel, HeldCookie, Look, OperationKind } from '../../model/look.js';
import { SosieError } from '../../model/errors.js';
import type { Observation } from '../../model/observation.js';
import type { Ended } from '../../model/pace.js';
import type { Target } from '../../model/target.js';
import type { Page } from '../../model/page.js';
import type { ActorSettings } from '../actor-settings.js';
import { channelOf } from '../content-kind.js';
import { urlWithoutPassword, withoutPassword } from '../redact.js';
import { assertReachable, isReachable } from '../reach.js';
import { longestPacedMs, retryAfterMs } from '../retry-after.js';
import type { Jar } from './jar.js';
import { cutOff, type Cut } from '../cut.js';
import type { Answer, Transport } from './transport.js';

/** Redirects followed for one request; browsers give up at 20, a site that needs more than 5 is broken. */
const redirectLimit = 5;

/** What is to be asked for. */
export interface Ask {
  readonly operation: OperationKind;
  readonly channel: Channel;
  readonly page: Page | null;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'HEAD' | 'OPTIONS';
  readonly url: URL;
  /** Flat list of further headers: name, value, … */
  readonly headers: readonly string[];
  readonly body: string | null;
  readonly cut: Cut;
  /** `allowed`: a redirect out of `target.allow` is the end of it; otherwise it is an error. */
  readonly follow: boolean | 'allowed';
}

/** Where a request ended. The body of `answer` is gone: only `inspect` may read it. */
export interface Landing {
  readonly answer: Answer;
  readonly url: URL;
}

/** The state of one actor's session, and the one way by which it sends anything. */
export interface HttpSession {
  readonly actor: ActorRef;
  readonly jar: Jar;
  /** Value of the Authorization header, or null. */
  authorization: string | null;
  /** The token against forged requests that the last page with one stated, or null. */
  csrfToken: string | null;
  /** "s12#3". */
  name: string;
  signedIn: boolean;
  /** As `Actor.notBefore`. */
  notBefore: number;
  /** Cookie and Authorization headers that this session sends to `url`. Flat list: name, value, … */
  credentialsFor(url: URL): readonly string[];
  /** Hands over a look that did not come of `ask`. */
  tell(heard: Heard, run: AskRun): void | Promise<void>;
  /**
   * Sends, follows, and hands each look to the observer; `observations` gathers what came of them. `inspect`
   * may read the final body, which is gone afterwards.
   */
  ask(ask: Ask, run: AskRun): Promise<Landing>;
}

/** What came of something else than a plain request: a message that was pushed, a form that was not there. */
export interface Heard extends Pick<Ask, 'operation' | 'channel' | 'page' | 'url'> {
  readonly answer: Pick<Answer, 'outcome' | 'reason' | 'status' | 'headers' | 'body'>;
  readonly startedMs: number;
  readonly overlaps: number;
}

/** What one operation carries along. */
export interface AskRun {
  readonly signal: AbortSignal;
  readonly observations: Observation[];
  inspect?(body: Uint8Array | null, answer: Answer, url: URL): void;
}

/** One answer, and what is known of its time in flight. */
interface Sent {
  readonly answer: Answer;
  readonly startedMs: number;
  readonly overlaps: number;
}

const noCookies: readonly HeldCookie[] = [];

/** What a session is made of. */
export interface HttpSessionParts {
  readonly settings: ActorSettings;
  readonly transport: Transport;
  readonly jar: Jar;
  /** The configured page at a URL, or null. */
  pageAt(url: URL): Page | null;
}

/** A session without cookies, named "<actor>#0". */
export function createHttpSession(
  actor: ActorRef,
  { settings, transport, jar, pageAt }: HttpSessionParts,
): HttpSession {
  const { observer, clock, target, inFlight, pace } = settings;
  const credentials = actor.identity?.credentials ?? null;
  const { origin } = new URL(target.baseUrl);

  const send = (ask: Ask, signal: AbortSignal): Promise<Answer> => {
    const headers = ask.headers.concat(session.credentialsFor(ask.url));
    const { method, url, body, cut } = ask;
    return transport.send({ method, url, headers, body, cut, timeoutMs: target.timeoutMs }, signal);
  };

  const sendInTurn = async (ask: Ask, signal: AbortSignal): Promise<Sent> => {
    // Who waits for a turn is not in flight yet.
    if (pace !== undefined) await pace.turn(signal);
    const flight = ask.page === null ? null : inFlight.begin(ask.page, actor.identity);
    const startedMs = clock.nowMs();
    const answer = await send(ask, signal);
    const overlaps = flight === null ? 0 : inFlight.end(flight);
    if (pace !== undefined && !signal.aborted) pace.ended(endingOf(answer, clock.nowMs() - startedMs));
    const pauseMs = retryAfterMs(answer.status, answer.headers, Date.now());
    if (pauseMs > 0) session.notBefore = clock.nowMs() + pauseMs;
    return { answer, startedMs, overlaps };
  };

  const lookOf = (
    ask: Pick<Ask, 'operation' | 'channel' | 'page' | 'url'>,
    answer: Heard['answer'],
    startedMs: number,
    overlaps: number,
  ): Look => {
    const secret = ask.operation === 'login' ? credentials : null;
    return {
      actor,
      session: session.name,
      operation: ask.operation,
      channel: ask.channel,
      page: ask.page,
      url: urlWithoutPassword(ask.url.href, secret),
      startedMs,
      atMs: clock.nowMs(),
      outcome: answer.outcome,
      reason: answer.reason,
      status: answer.status,
      headers: answer.headers,
      body: answer.body === null ? null : withoutPassword(answer.body, secret),
      contentType: answer.headers['content-type'] ?? '',
      contentEncoding: answer.headers['content-encoding'] ?? '',
      cookies: answer.status === null ? noCookies : jar.held(ask.url),
      overlaps,
    };
  };

  const session: HttpSession = {
    actor,
    jar,
    authorization: null,
    csrfToken: null,
    name: `${actor.name}#0`,
    signedIn: false,
    notBefore: 0,
    credentialsFor(url) {
      const headers: string[] = [];
      const cookie = jar.header(url);
      if (cookie !== '') headers.push('cookie', cookie);
      // The token is for the target alone, whatever other host a redirect may lead to.
      if (session.authorization !== null && url.origin === origin)
        headers.push('authorization', session.authorization);
      return headers;
    },
    tell(heard, { observations }) {
      const observation = observer.observe(lookOf(heard, heard.answer, heard.startedMs, heard.overlaps));
      if (!(observation instanceof Promise)) return void observations.push(observation);
      return observation.then((seen) => void observations.push(seen));
    },
    async ask(first, run) {
      let ask = first.page === null ? placed(first, pageAt(first.url)) : first;
      for (let hops = 0; ; hops += 1) {
        const { answer, startedMs, overlaps } = await sendInTurn(ask, run.signal);
        if (answer.setCookies.length > 0) jar.store(answer.setCookies, ask.url);
        const next = hops < redirectLimit ? followed(ask, answer, target) : null;
        if (next === null || isWorthALook(answer)) {
          const seen = next === null ? ask : aside(ask, answer);
          const observation = observer.observe(lookOf(seen, answer, startedMs, overlaps));
          run.observations.push(observation instanceof Promise ? await observation : observation);
        }
        if (next === null) run.inspect?.(answer.body, answer, ask.url);
        answer.release();
        if (next === null) return { answer, url: ask.url };
        assertReachable(target, next);
        ask = redirected(ask, next, answer.status);
        if (first.page === null) ask = placed(ask, pageAt(next));
      }
    },
  };
  return session;
}

/** What whoever sets the pace is told. What we cut off ourselves is no fault of the target's. */
function endingOf({ status, outcome, reason, headers }: Answer, tookMs: number): Ended {
  return {
    status,
    outcome: reason === cutOff ? 'ok' : outcome,
    tookMs,
    awayMs: retryAfterMs(status, headers, Date.now(), longestPacedMs),
  };
}

/** A redirect says something where it sets a cookie or has a body. */
function isWorthALook(answer: Answer): boolean {
  return answer.setCookies.length > 0 || (answer.body?.length ?? 0) > 0;
}

/** A redirect's look: it is not the page that was asked for. */
function aside(ask: Ask, answer: Answer): Ask {
  return { ...ask, page: null, channel: answer.body === null ? 'header' : ask.channel };
}

/** Where the answer leads, if that is to be followed. */
function followed(ask: Ask, answer: Answer, target: Target): URL | null {
  const next = ask.follow === false ? null : redirectOf(answer, ask.url);
  return next !== null && ask.follow === 'allowed' && !isReachable(target, next) ? null : next;
}

function redirectOf(answer: Answer, url: URL): URL | null {
  if (answer.status === null || answer.status < 301 || answer.status > 308) return null;
  if (answer.status > 303 && answer.status < 307) return null;
  const location = answer.headers['location'];
  return location !== undefined && URL.canParse(location, url) ? new URL(location, url) : null;
}

/** The same request for what is now known to be a configured page. */
function placed(ask: Ask, page: Page | null): Ask {
  return page === null ? ask : { ...ask, page, channel: channelOf(page) };
}

/** The request that follows a redirect: 301 to 303 turn a POST into a GET (RFC 9110, 15.4). */
function redirected(ask: Ask, url: URL, status: number | null): Ask {
  if (status === 307 || status === 308 || ask.method === 'GET' || ask.method === 'HEAD')
    return { ...ask, url };
  const bodyHeaders = new Set(['content-type', 'origin']);
  const headers: string[] = [];
  for (let i = 0; i + 1 < ask.headers.length; i += 2) {
    const name = ask.headers[i] ?? '';
    if (!bodyHeaders.has(name)) headers.push(name, ask.headers[i + 1] ?? '');
  }
  return { ...ask, method: 'GET', url, body: null, headers };
}

/** Throws the error for an operation that the actor cannot attempt. */
export function impossible(message: string): SosieError {
  return new SosieError('SOSIE_INTERNAL_UNEXPECTED', message);
}
