import type { ActorRef, HeldCookie } from '../../model/look.js';
import type { LoginClient, LoginRecipe } from '../../model/login.js';
import type { Credentials, Identity } from '../../model/identity.js';
import type { Observation } from '../../model/observation.js';
import type { ActorSettings } from '../actor-settings.js';
import type { Submission } from '../login/fill-form.js';
import { fillForm } from '../login/fill-form.js';
import { parseForms } from '../login/html-forms.js';
import type { LoginAnswer } from '../login/login-answer.js';
import { whyRefused } from '../login/login-answer.js';
import { asksForSignIn, isLoginBody, isLoginForm } from '../login/login-page.js';
import { resolveOnTarget } from '../reach.js';
import { describeFailure } from '../redact.js';
import { acceptHtml, formHeaders } from './request-headers.js';
import type { Ask, AskRun, HttpSession, Landing } from './http-session.js';

/** Signs an identity in with a browser on behalf of a plain-HTTP actor. */
export type BrowserSignIn = (
  identity: Identity,
  alias: number,
  on: { readonly actor: ActorRef; readonly session: string; readonly signal: AbortSignal },
) => Promise<BrowserSignedIn>;

/** What such a login brought: its cookies as Set-Cookie lines, each with the URL that it came from. */
export interface BrowserSignedIn extends LoginOutcome {
  readonly cookies: readonly { readonly line: string; readonly url: URL }[];
  readonly observations: readonly Observation[];
}

/** What a login over HTTP needs. */
export interface HttpLoginJob {
  readonly session: HttpSession;
  readonly settings: ActorSettings;
  readonly identity: Identity;
  /** Name to sign in with: the username or an alias; and the password. */
  readonly credentials: Credentials;
  readonly alias: number;
  readonly browserSignIn: BrowserSignIn | null;
  readonly run: AskRun;
}

/** Why the login failed (null where it did not), and the cookies just before the credentials went out. */
export interface LoginOutcome {
  readonly reason: string | null;
  readonly before: readonly HeldCookie[];
}

/** Signs in by the recipe, whatever its kind. Every answer on the way becomes a look. */
export function loginOverHttp(recipe: LoginRecipe, job: HttpLoginJob): Promise<LoginOutcome> {
  switch (recipe.kind) {
    case 'form':
      return byForm(recipe, job);
    case 'http':
      return byFunction(job, (client) => recipe.run(client, job.credentials));
    case 'bearer':
      return byFunction(job, async (client) => {
        job.session.authorization = `Bearer ${await recipe.token(job.credentials, client)}`;
      });
    case 'browser':
      return byBrowser(job);
  }
}

async function byForm(
  recipe: Extract<LoginRecipe, { kind: 'form' }>,
  job: HttpLoginJob,
): Promise<LoginOutcome> {
  const { session, settings, credentials } = job;
  const formUrl = resolveOnTarget(settings.target, recipe.url);
  let filled: Submission | null = null;
  const page = await session.ask(asking(formUrl), {
    ...job.run,
    inspect(body, _answer, url) {
      const form = parseForms(textOf(body)).find(isLoginForm);
      if (form === undefined) return;
      filled = fillForm(form, url, {
        recipe,
        username: credentials.username,
        password: credentials.password,
      });
    },
  });
  const before = session.jar.held(formUrl);
  if (page.answer.status === null) return { reason: whyRefused(loginAnswer(page, false)), before };
  const form = filled as Submission | null;
  if (form === null) {
    // Many a form is drawn by scripts: a browser fills it in.
    const drawn = page.answer.status < 400 && job.browserSignIn !== null;
    return drawn ? byBrowser(job) : { reason: `no login form was found at ${formUrl.pathname}`, before };
  }
  return { reason: await submit(form, page.url, formUrl, job), before };
}

async function submit(
  filled: Submission,
  from: URL,
  formUrl: URL,
  job: HttpLoginJob,
): Promise<string | null> {
  let formAgain = false;
  const { method, url, body } = filled;
  const headers = [...acceptHtml, ...formHeaders(filled, from)];
  const landing = await job.session.ask(
    { ...asking(url), method, headers, body },
    {
      ...job.run,
      inspect(bytes, { headers: got }, at) {
        const place = at.pathname === formUrl.pathname || at.pathname === url.pathname;
        formAgain = place && isLoginBody(bytes, got['content-type'] ?? '', got['content-encoding'] ?? '');
      },
    },
  );
  return whyRefused(loginAnswer(landing, formAgain));
}

async function byFunction(
  job: HttpLoginJob,
  act: (client: LoginClient) => Promise<void>,
): Promise<LoginOutcome> {
  const { session, settings, credentials } = job;
  const home = resolveOnTarget(settings.target, '/');
  let last: Landing | null = null;
  let formAgain = false;
  let before: readonly HeldCookie[] = [];
  const client: LoginClient = {
    async request(path, options = {}) {
      const url = resolveOnTarget(settings.target, path);
      before = session.jar.held(home);
      let text = '';
      const headers = Object.entries(options.headers ?? {}).flatMap(([name, value]) => [
        name.toLowerCase(),
        value,
      ]);
      const method = methodOf(options.method);
      // What is answered to anything but a GET comes from where the credentials went.
      const counts = asksForSignIn(url, method === 'GET' ? null : url);
      last = await session.ask(
        {
          ...asking(url),
          method,
          headers,
          body: options.body ?? null,
          follow: false,
        },
        {
          ...job.run,
          inspect(body, { headers: got }) {
            text = textOf(body);
            formAgain = isLoginBody(body, got['content-type'] ?? '', got['content-encoding'] ?? '', counts);
          },
        },
      );
      const { status, headers: got, reason, outcome } = last.answer;
      if (status === null) throw new Error(`no answer: ${reason ?? outcome}`);
      return { status, headers: { ...got }, text };
    },
  };
  try {
    await act(client);
  } catch (error) {
    const cookies = session.jar.held(home).map(({ value }) => value);
    return {
      reason: describeFailure(error, [credentials.password, credentials.username, ...cookies]),
      before,
    };
  }
  const landing = last as Landing | null;
  return { reason: landing === null ? null : whyRefused(loginAnswer(landing, formAgain)), before };
}

async function byBrowser({
  session,
  settings,
  identity,
  alias,
  browserSignIn,
  run,
}: HttpLoginJob): Promise<LoginOutcome> {
  if (browserSignIn === null)
    return { reason: 'this login needs a browser, and the run has none', before: [] };
  const on = { actor: session.actor, session: session.name, signal: run.signal };
  // The browser asks for the parts of the login page by itself: one turn for all of them.
  if (settings.pace !== undefined) await settings.pace.turn(run.signal);
  const { reason, before, cookies, observations } = await browserSignIn(identity, alias, on);
  settings.pace?.ended({ status: null, outcome: 'ok', tookMs: 0, awayMs: 0 });
  for (const { line, url } of cookies) session.jar.store([line], url);
  run.observations.push(...observations);
  return { reason, before };
}

function asking(url: URL): Ask {
  return {
    operation: 'login',
    channel: 'page',
    page: null,
    method: 'GET',
    url,
    headers: acceptHtml,
    body: null,
    cut: 'never',
    follow: true,
  };
}

function loginAnswer({ answer: { status, reason, outcome } }: Landing, formAgain: boolean): LoginAnswer {
  return { status, failure: outcome === 'ok' ? null : (reason ?? outcome), formAgain };
}

function textOf(body: Uint8Array | null): string {
  return body === null ? '' : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
}

function methodOf(method: string | undefined): Ask['method'] {
  const upper = (method ?? 'GET').toUpperCase();
  const known = (['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'] as const).find(
    (name) => name === upper,
  );
  if (known === undefined) throw new Error(`the method ${upper} is not supported`);
  return known;
}
