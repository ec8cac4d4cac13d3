import type { Observation } from '../../model/observation.js';
import type { Page } from '../../model/page.js';
import { within } from '../deadline.js';
import { resolveOnTarget } from '../reach.js';
import type { Draft } from './browser-looks.js';
import { draftOf, stateDrafts } from './browser-looks.js';
import { readStores } from './browser-stores.js';
import { readPageState } from './in-page.js';
import { navigate } from './navigate.js';
import type { Scene } from './scene.js';
import { lookAround, mainDocumentOf, report } from './scene.js';
import { settle } from './settle.js';
import { deepStoreLimits, storeDrafts } from './store-drafts.js';

/**
 * Visits the pages while the browser is cut off from every network: what is shown then comes from a service worker or
 * the HTTP cache. A page that is not shown is no look: it was us who cut the wire.
 */
export async function visitOffline(scene: Scene, pages: readonly Page[]): Promise<readonly Observation[]> {
  const { settings, seat, signal } = scene;
  const seen: Observation[] = [];
  await seat.context.setOffline(true);
  try {
    for (const page of pages) {
      const url = resolveOnTarget(settings.target, page.path).href;
      const startedMs = settings.clock.nowMs();
      const { kind } = await navigate(seat, { url, reload: false }, settings, signal);
      if (kind === 'shown') await settle(scene, page);
      const caught = seat.recorder.take();
      if (kind !== 'shown') continue;
      const drafts = caught.map((one) => draftOf(one, page));
      drafts.push(...(await lookAround(scene, page, startedMs, mainDocumentOf(caught))));
      seen.push(...(await report(scene, 'visit', url, drafts)));
    }
  } finally {
    await seat.context.setOffline(false).catch(() => undefined);
  }
  return seen;
}

/**
 * Everything that the browser keeps for the target, whether a page shows it or not: looks of channel `storage`. `from`
 * is the page from which it is read.
 */
export async function lookAtLeftovers(scene: Scene, from: string): Promise<readonly Observation[]> {
  const { ref, settings, seat, signal } = scene;
  const { timeoutMs } = settings.target;
  const startedMs = settings.clock.nowMs();
  const { href: url } = resolveOnTarget(settings.target, from);
  await navigate(seat, { url, reload: false }, settings, signal);
  const caught = seat.recorder.take();
  const document = mainDocumentOf(caught);
  const drafts: Draft[] = caught.map((one) => draftOf(one, null));
  try {
    const reading = Promise.all([seat.page.evaluate(readPageState), readStores(seat.page, deepStoreLimits)]);
    const [state, stores] = await within(reading, timeoutMs, signal);
    const place = { page: null, url, startedMs, atMs: settings.clock.nowMs() };
    drafts.push(...stateDrafts(state, place, document).filter(({ channel }) => channel === 'storage'));
    drafts.push(...storeDrafts(stores, place, document));
  } catch {
    settings.observer.lostBody(ref, null);
  }
  return report(scene, 'visit', url, drafts);
}
