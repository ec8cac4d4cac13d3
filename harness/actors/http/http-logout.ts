import type { Submission } from '../login/fill-form.js';
import { bareLogout, findLogout } from '../login/logout-place.js';
import { resolveOnTarget } from '../reach.js';
import type { HttpActorParts } from './http-actor-parts.js';
import type { AskRun, HttpSession } from './http-session.js';
import type { Jar } from './jar.js';
import { acceptHtml, formHeaders } from './request-headers.js';

/** A session as it was when it asked to be ended. In memory only. */
export interface OldSession {
  /** A copy: nothing that is done with it reaches the actor's own jar. */
  readonly jar: Jar;
  readonly authorization: string | null;
  /** "s12#3". */
  readonly name: string;
}

/**
 * Looks for the way out on the first page, takes it, and keeps the jar: whether the old session still works is for
 * others to ask. Gives it as it was when the target took the logout without an error (the page before may have renewed
 * its id, and a replaced one may work for a while); null where there was no way out, or no good answer.
 */
export async function logoutOverHttp(
  session: HttpSession,
  { settings, urlOf }: Pick<HttpActorParts, 'settings' | 'urlOf'>,
  run: AskRun,
): Promise<OldSession | null> {
  const { target, logout: recipe, pages } = settings;
  const wanted = recipe === null ? null : resolveOnTarget(target, recipe.url);
  const base = { operation: 'logout', channel: 'page', page: null, cut: 'never', follow: true } as const;
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
  if (way === null) return null;
  const taken: Submission = way;
  const old = { jar: session.jar.copy(), authorization: session.authorization, name: session.name };
  const { method, url, body } = taken;
  const { answer } = await session.ask(
    { ...base, method, url, body, headers: [...acceptHtml, ...formHeaders(taken, from)] },
    run,
  );
  session.signedIn = false;
  return answer.outcome === 'ok' && answer.status !== null && answer.status < 400 ? old : null;
}
