import type { Page } from '../../model/page.js';
import { channelOf } from '../content-kind.js';
import type { HttpActorParts } from './http-actor-parts.js';
import { logoutOverHttp, type OldSession } from './http-logout.js';
import type { AskRun, HttpSession, HttpSessionParts } from './http-session.js';
import { createHttpSession } from './http-session.js';
import { headersFor } from './request-headers.js';

/**
 * Signs out and asks for the page with the cookies from before (CWE-613). Where the logout itself was not taken
 * (no way out, an error), nothing is asked: a session that nobody ended may well work.
 */
export async function reuseOverHttp(
  session: HttpSession,
  parts: HttpActorParts,
  page: Page,
  run: AskRun,
): Promise<void> {
  const old = await logoutOverHttp(session, parts, run);
  if (old !== null) await askAsBefore(session, parts, { old, page, url: parts.urlOf(page) }, run);
  session.signedIn = false;
}

/** Asks for the page as the old session: a look `reuse` under its name. */
export async function askAsBefore(
  { actor }: Pick<HttpSession, 'actor'>,
  { settings, transport, pageAt }: Omit<HttpSessionParts, 'jar'>,
  { old, page, url }: { readonly old: OldSession; readonly page: Page; readonly url: URL },
  run: AskRun,
): Promise<void> {
  const again = createHttpSession(actor, { settings, transport, pageAt, jar: old.jar });
  again.authorization = old.authorization;
  again.name = old.name;
  const channel = channelOf(page);
  const request = { method: 'GET', url, headers: headersFor(page, 0), body: null, cut: 'never' } as const;
  await again.ask({ ...request, operation: 'reuse', channel, page, follow: 'allowed' }, run);
}
