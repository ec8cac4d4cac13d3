import type { Page } from '../../model/page.js';
import { channelOf } from '../content-kind.js';
import type { HttpActorParts } from './http-actor-parts.js';
import type { AskRun, HttpSession } from './http-session.js';
import { headersFor } from './request-headers.js';

/**
 * Asks for a private URL with the actor's own session (CWE-639), or with none: an anonymous actor comes with an
 * empty jar each time. What is answered says nothing about whether the actor is still signed in.
 */
export async function probeOverHttp(
  session: HttpSession,
  { urlOf }: Pick<HttpActorParts, 'urlOf'>,
  page: Page,
  run: AskRun,
): Promise<void> {
  const anonymous = session.actor.identity === null;
  if (anonymous) session.jar.clear();
  const request = { method: 'GET', url: urlOf(page), headers: headersFor(page, 0), body: null } as const;
  const channel = channelOf(page);
  await session.ask({ ...request, operation: 'probe', channel, page, cut: 'never', follow: 'allowed' }, run);
  if (anonymous) session.jar.clear();
}
