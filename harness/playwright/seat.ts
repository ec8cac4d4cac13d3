import type { Browser } from 'playwright';
import { createRecorder } from '../actors/browser/recorder.js';
import type { Seat } from '../actors/browser/seat.js';
import { expectsEvents, watchStreams } from '../actors/browser/watch-streams.js';
import { createPageMap, isReachable } from '../actors/reach.js';
import type { ActorRef } from '../model/look.js';
import type { WorkerRun } from './worker-run.js';

/** A place for an actor on Playwright's own browser; the guard leaves its context alone. Whoever takes it leaves it. */
export async function takeSeat(
  browser: Browser,
  actor: ActorRef,
  { actorSettings, actorContexts, clock }: WorkerRun,
): Promise<Seat> {
  const { target, pages, inFlight, observer } = actorSettings;
  const context = await browser.newContext({
    viewport: { width: 640, height: 480 },
    acceptDownloads: false,
    locale: 'en',
  });
  actorContexts.add(context);
  const page = await context.newPage();
  let gone = false;
  page.on('crash', () => (gone = true));
  page.on('close', () => (gone = true));
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
  const pageAt = createPageMap(target, pages);
  const recorder = createRecorder(context, page, {
    clock,
    pageAt,
    begin: (asked) => inFlight.begin(asked, actor.identity),
    end: (flight) => inFlight.end(flight),
    reachable: (url) => isReachable(target, url),
    lost: (asked) => observer.lostBody(actor, asked),
  });

  await watchStreams(page, {
    clock,
    pageAt,
    expectsEvents: expectsEvents(pages),
    caught: (message) => recorder.note(message),
  });
  return { context, page, recorder, gone: () => gone, leave: () => context.close().catch(() => undefined) };
}
