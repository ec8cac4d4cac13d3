import type { BrowserContext, Page as BrowserPage } from 'playwright';
import { draftOf } from '../../actors/browser/browser-looks.js';
import { createRecorder, type Recorder } from '../../actors/browser/recorder.js';
import { cookiesOf } from '../../actors/browser/seat.js';
import { createPageMap } from '../../actors/reach.js';
import type { WorkerRun } from '../worker-run.js';
import { createIntake, type Intake } from './intake.js';
import { lookAt } from './look-at.js';

/** Milliseconds that the bodies of a page may take to come in. */
const settleMs = 3_000;

/** Observes one context of the suite: every response of every page, and what pages show and keep. */
export interface Watch {
  readonly intake: Intake;
  /** Reads what the open pages show and keep, and waits until everything that came was observed. */
  settle(): Promise<void>;
}

/** Watches a context from its first page on. `name` is "w3.c2". */
export function watchContext(
  context: BrowserContext,
  first: BrowserPage,
  name: string,
  run: WorkerRun,
): Watch {
  const { actorSettings: settings, clock } = run;
  const intake = createIntake({
    name,
    run,
    context,
    cookies: () => cookiesOf(context, settings.target.baseUrl),
  });
  const { viewer } = intake;
  const pageAt = createPageMap(settings.target, settings.pages);
  const { signal } = new AbortController();
  const recorder: Recorder = createRecorder(context, first, {
    ...{ clock, pageAt },
    begin: (page) => settings.inFlight.begin(page, viewer.ref.identity),
    end: (flight) => settings.inFlight.end(flight),
    reachable: () => true,
    // What other hosts send is nobody's exposure.
    lost: (page) => page !== null && settings.observer.lostBody(viewer.ref, page),
  });
  const takeIn = (): void => {
    const arrivals = recorder.take().map((one) => ({ ...draftOf(one, null), begins: one.mainDocument }));
    intake.take(arrivals, 'visit');
  };
  context.on('request', (request) => viewer.sends(request));
  context.on('requestfinished', takeIn);
  return {
    intake,
    settle: async () => {
      await recorder.drain(settleMs, signal);
      takeIn();
      const shown = await Promise.all(context.pages().map((page) => lookAt(page, { clock, pageAt })));
      intake.take(shown.flat(), 'visit');
      await intake.settled();
    },
  };
}
