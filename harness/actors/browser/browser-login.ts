import type { Locator, Page as BrowserPage } from 'playwright';
import type { Credentials, Identity } from '../../model/identity.js';
import type { ActorRef, HeldCookie } from '../../model/look.js';
import type { FormLogin, LoginRecipe } from '../../model/login.js';
import type { Observation } from '../../model/observation.js';
import type { ActorSettings } from '../actor-settings.js';
import { DeadlineError, until, within } from '../deadline.js';
import type { HttpLoginJob } from '../http/http-login.js';
import { loginOverHttp } from '../http/http-login.js';
import { createHttpSession } from '../http/http-session.js';
import type { StoredCookie } from '../http/jar.js';
import { createJar } from '../http/jar.js';
import type { Transport } from '../http/transport.js';
import { whyRefused } from '../login/login-answer.js';
import { asksForSignIn, isLoginPage } from '../login/login-page.js';
import { createPageMap, resolveOnTarget } from '../reach.js';
import { describeFailure } from '../redact.js';
import { navigationFailure } from './failure.js';
import type { Seat } from './seat.js';
import { cookiesOf } from './seat.js';

/** What a login in a browser needs. */
export interface BrowserLoginJob {
  readonly seat: Seat;
  readonly settings: ActorSettings;
  readonly actor: ActorRef;
  readonly identity: Identity;
  readonly session: string;
  readonly credentials: Credentials;
  readonly alias: number;
  readonly transport: Transport;
  readonly signal: AbortSignal;
}

/** Why the login failed (null where it did not), and the cookies just before the credentials went out. */
export interface BrowserLoginOutcome {
  readonly reason: string | null;
  readonly before: readonly HeldCookie[];
  /** The Authorization header that the browser sends from now on, or null. */
  readonly authorization: string | null;
  /** What an HTTP recipe has already handed to the observer. */
  readonly observations: readonly Observation[];
}

/** A login function may take several pages: this many times `target.timeoutMs`. */
const stepsOfALogin = 3;
/** How long a page may take to put its form away after a script has sent it. */
const settleMs = 3_000;

const passwordField = 'input[type="password" i]';

/** Signs in by the recipe, whatever its kind. What the browser receives meanwhile is in the seat's recorder. */
export async function loginInBrowser(
  recipe: LoginRecipe,
  job: BrowserLoginJob,
): Promise<BrowserLoginOutcome> {
  const { seat, settings, credentials, signal } = job;
  if (recipe.kind === 'http' || recipe.kind === 'bearer') return takeOver(recipe, job);
  const limitMs = settings.target.timeoutMs * stepsOfALogin;
  seat.recorder.forgetSent();
  const steps =
    recipe.kind === 'form' ? byForm(recipe, job) : byFunction(() => recipe.run(seat.page, credentials), seat);
  let reason: string | null;
  try {
    reason = await within(steps, limitMs, signal);
  } catch (error) {
    const cookies = await cookiesOf(seat.context, settings.target.baseUrl).catch(() => []);
    reason =
      error instanceof DeadlineError
        ? `the login did not end: ${error.message}`
        : describeFailure(error, [
            credentials.password,
            credentials.username,
            ...cookies.map(({ value }) => value),
          ]);
  }
  const before = parseCookies(seat.recorder.sentCookies());
  return { reason, before, authorization: null, observations: [] };
}

async function byForm(
  recipe: FormLogin,
  { seat, settings, credentials, signal }: BrowserLoginJob,
): Promise<string | null> {
  const { page, recorder } = seat;
  const formUrl = resolveOnTarget(settings.target, recipe.url);
  const timeout = settings.target.timeoutMs;
  try {
    await page.goto(formUrl.href, { waitUntil: 'load', timeout });
  } catch (error) {
    return `the login form could not be opened: ${navigationFailure(error).reason}`;
  }
  await recorder.drain(timeout, signal);
  recorder.forgetSent();
  const password = page.locator(recipe.password ?? passwordField).first();
  const shown = await password.waitFor({ state: 'visible', timeout: Math.min(timeout, settleMs) }).then(
    () => true,
    () => false,
  );
  if (!shown) return `no login form was found at ${formUrl.pathname}`;
  const documents = recorder.documents();
  await fillAndSend(page, password, recipe, credentials);
  const answered = (): boolean => recorder.documents() > documents || recorder.sentStatus() !== null;
  if (!(await until(answered, timeout, signal)))
    return 'the login got no answer: nothing came after the form was sent';
  if (recorder.documents() === documents) await until(() => hidden(password), settleMs, signal);
  await page.waitForLoadState('load', { timeout });
  await recorder.drain(timeout, signal);
  const status = recorder.lastDocumentStatus();
  const samePlace = new URL(page.url()).pathname === formUrl.pathname || recorder.documents() === documents;
  const formAgain = samePlace && !(await hidden(password));
  return whyRefused({
    status: recorder.documents() > documents ? status : recorder.sentStatus(),
    failure: null,
    formAgain,
  });
}

async function fillAndSend(
  page: BrowserPage,
  password: Locator,
  recipe: FormLogin,
  credentials: Credentials,
): Promise<void> {
  if (recipe.username !== null) await page.locator(recipe.username).first().fill(credentials.username);
  else await nameField(password).fill(credentials.username);
  await password.fill(credentials.password);
  if (recipe.submit !== null) return page.locator(recipe.submit).first().click({ noWaitAfter: true });
  const button = password
    .locator('xpath=ancestor::form')
    .locator(
      'button:not([type="button" i]):not([type="reset" i]), input[type="submit" i], input[type="image" i]',
    )
    .first();
  if ((await button.count()) > 0) await button.click({ noWaitAfter: true });
  else await password.press('Enter', { noWaitAfter: true });
}

/** The last text-like field before the password, in document order. */
function nameField(password: Locator): Locator {
  const text = ['hidden', 'password', 'checkbox', 'radio', 'submit', 'button', 'image', 'file', 'reset']
    .map(
      (type) => `not(translate(@type,"ABCDEFGHIJKLMNOPQRSTUVWXYZ","abcdefghijklmnopqrstuvwxyz")="${type}")`,
    )
    .join(' and ');
  return password.locator(`xpath=preceding::input[${text}][1]`).first();
}

async function hidden(field: Locator): Promise<boolean> {
  return !(await field.isVisible().catch(() => true));
}

async function byFunction(run: () => Promise<void>, { page, recorder }: Seat): Promise<string | null> {
  await run();
  const formAgain = isLoginPage(await page.content(), asksForSignIn(new URL(page.url()), null));
  return whyRefused({ status: recorder.lastDocumentStatus(), failure: null, formAgain });
}

/** An HTTP recipe for a browser: it signs in over plain HTTP, and the browser takes over its cookies. */
async function takeOver(recipe: LoginRecipe, job: BrowserLoginJob): Promise<BrowserLoginOutcome> {
  const { settings, actor, identity, credentials, alias, transport, signal, seat } = job;
  const session = createHttpSession(actor, {
    settings,
    transport,
    jar: createJar(),
    pageAt: createPageMap(settings.target, settings.pages),
  });
  session.name = job.session;
  const observations: Observation[] = [];
  const httpJob: HttpLoginJob = {
    session,
    settings,
    identity,
    credentials,
    alias,
    browserSignIn: null,
    run: { signal, observations },
  };
  const { reason, before } = await loginOverHttp(recipe, httpJob);
  const origin = new URL(settings.target.baseUrl).origin;
  const cookies = session.jar.all();
  if (cookies.length > 0)
    await seat.context.addCookies(cookies.map((cookie) => cookieForBrowser(cookie, origin)));
  const { authorization } = session;
  if (authorization !== null) await seat.context.setExtraHTTPHeaders({ authorization });
  return { reason, before, authorization, observations };
}

function cookieForBrowser(
  { name, value, domain, hostOnly, path, expires, secure, httpOnly }: StoredCookie,
  origin: string,
) {
  const scope = hostOnly
    ? { url: `${origin}${path.endsWith('/') ? path : `${path}/`}` }
    : { domain: domain.startsWith('.') ? domain : `.${domain}`, path };
  return { name, value, ...scope, expires, secure, httpOnly };
}

/** A context's cookies as the Set-Cookie lines that would have made them, for a plain-HTTP session to take over. */
export function cookieLines(
  cookies: Awaited<ReturnType<Seat['context']['cookies']>>,
  baseUrl: string,
): readonly { readonly line: string; readonly url: URL }[] {
  return cookies.map(({ name, value, domain, path, expires, secure, httpOnly }) => {
    const parts = [`${name}=${value}`, `Path=${path}`];
    if (domain.startsWith('.')) parts.push(`Domain=${domain.slice(1)}`);
    if (expires > 0) parts.push(`Expires=${new Date(expires * 1000).toUTCString()}`);
    if (secure) parts.push('Secure');
    if (httpOnly) parts.push('HttpOnly');
    const url = new URL(path, baseUrl);
    url.hostname = domain.replace(/^\./, '');
    return { line: parts.join('; '), url };
  });
}

function parseCookies(header: string): readonly HeldCookie[] {
  if (header === '') return [];
  return header.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: at < 0 ? '' : pair.slice(0, at), value: pair.slice(at + 1) };
  });
}
