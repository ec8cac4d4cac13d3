import type { Page } from '../../model/page.js';
import { until, within } from '../deadline.js';
import { waitForQuiet } from './in-page.js';
import type { Scene } from './scene.js';

/** A page is drawn once nothing in it has changed for so long, and no request is under way. */
const quietMs = 100;
/** A page that never comes to rest (a clock, a long poll) is read after so long. */
const mostMs = 1000;
/** What one request brings may ask for the next. */
const mostRounds = 4;

/**
 * Waits until the scripts of a drawn page have filled it in: many ask for their data only after its `load` event. Any
 * other page is there at `load`, and is not waited for.
 */
export async function settle({ seat, settings, signal }: Scene, page: Page | null): Promise<void> {
  if (page?.kind !== 'page' || settings.isDrawn?.(page) !== true) return;
  const { recorder } = seat;
  for (let round = 0; round < mostRounds && !seat.gone() && !signal.aborted; round += 1) {
    const begun = recorder.begun();
    const quiet = seat.page.evaluate(waitForQuiet, { quietMs, mostMs });
    // A page that goes elsewhere meanwhile takes the wait along.
    await within(quiet, settings.target.timeoutMs, signal).catch(() => undefined);
    await until(() => recorder.isIdle(), mostMs, signal);
    if (recorder.begun() === begun) return;
  }
}
