import type { Observation } from '../../model/observation.js';
import type { Page } from '../../model/page.js';
import { createJar } from '../http/jar.js';
import type { OldSession } from '../http/http-logout.js';
import { askAsBefore } from '../http/reuse.js';
import { resolveOnTarget } from '../reach.js';
import { cookieLines } from './browser-login.js';
import { pageIsBack } from './go-back.js';
import type { Scene } from './scene.js';
import { leave } from './sign-in-out.js';
import { visitPage } from './visit-page.js';

/**
 * Signs out and asks for the page with the cookies from before (CWE-613), from outside the browser: the old session
 * never comes back into it. Where the target did not take the logout, nothing is asked.
 */
export async function reuseInBrowser(scene: Scene, page: Page): Promise<readonly Observation[]> {
  const { ref, settings, signal, transport, pageAt } = scene;
  const old = await oldSessionOf(scene);
  const { seen, left } = await leave(scene);
  if (!left) return seen;
  const observations: Observation[] = [];
  const url = resolveOnTarget(settings.target, page.path);
  const asked = { old, page, url };
  await askAsBefore({ actor: ref }, { settings, transport, pageAt }, asked, { signal, observations });
  return [...seen, ...observations];
}

/** Visits the page, signs out, and goes back in the history: what the browser shows then is a look `back`. */
export async function backInBrowser(scene: Scene, page: Page): Promise<readonly Observation[]> {
  const visited = await visitPage(scene, 'visit', page);
  const { seen, left } = await leave(scene);
  return [...visited, ...seen, ...(left ? await pageIsBack(scene, page) : [])];
}

async function oldSessionOf({ seat, settings, session }: Scene): Promise<OldSession> {
  const jar = createJar();
  const cookies = seat.gone() ? [] : await seat.context.cookies().catch(() => []);
  for (const { line, url } of cookieLines(cookies, settings.target.baseUrl)) jar.store([line], url);
  return { jar, authorization: session.authorization, name: session.name };
}
