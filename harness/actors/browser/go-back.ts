import type { OperationKind } from '../../model/look.js';
import type { Observation } from '../../model/observation.js';
import type { Page } from '../../model/page.js';
import { within } from '../deadline.js';
import { resolveOnTarget } from '../reach.js';
import type { Draft } from './browser-looks.js';
import { draftOf } from './browser-looks.js';
import type { Scene } from './scene.js';
import { lookAround, mainDocumentOf, report } from './scene.js';
import { settle } from './settle.js';

/** A logout leaves at most this many entries in the history: a page with the way out, the way, what follows. */
const stepsBack = 3;

/** Goes back until `page` is reached, at most three times; what is shown on the way is a look as well. */
export async function pageIsBack(scene: Scene, page: Page): Promise<readonly Observation[]> {
  const wanted = resolveOnTarget(scene.settings.target, page.path).pathname;
  const seen: Observation[] = [];
  for (let step = 0; step < stepsBack; step += 1) {
    const shown = await goBack(scene, 'back');
    if (shown === null) return seen;
    seen.push(...shown);
    if (pathOf(scene) === wanted) return seen;
  }
  return seen;
}

/**
 * One step back in the history, and what is shown there: from the browser's own caches where it has it. Null where
 * there is nothing further back. What is kept in storage is not looked at: that says nothing about the page.
 */
export async function goBack(scene: Scene, operation: OperationKind): Promise<readonly Observation[] | null> {
  const { settings, seat, pageAt, signal } = scene;
  const { timeoutMs } = settings.target;
  const startedMs = settings.clock.nowMs();
  const before = seat.page.url();
  let came = true;
  try {
    const options = { waitUntil: 'load', timeout: timeoutMs } as const;
    const response = await within(seat.page.goBack(options), 2 * timeoutMs, signal);
    // Without a response and on the same page, there was nowhere to go.
    if (response === null && seat.page.url() === before) return null;
  } catch {
    came = false;
  }
  await seat.recorder.drain(seat.gone() ? 0 : timeoutMs, signal);
  const url = seat.page.url();
  const page = url.startsWith('http') ? pageAt(new URL(url)) : null;
  if (came) await settle(scene, page);
  const caught = seat.recorder.take();
  const drafts: Draft[] = caught.map((one) => draftOf(one, null));
  if (came && url.startsWith('http')) {
    const around = await lookAround(scene, page, startedMs, mainDocumentOf(caught));
    drafts.push(...around.filter(({ channel }) => channel === 'dom'));
  }
  return seat.gone() || signal.aborted ? null : report(scene, operation, settings.target.baseUrl, drafts);
}

function pathOf({ seat }: Scene): string {
  const url = seat.page.url();
  return URL.canParse(url) ? new URL(url).pathname : '';
}
