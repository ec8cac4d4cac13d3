import type { BrowserContext } from 'playwright';
import { observeAll, type Draft } from '../../actors/browser/browser-looks.js';
import type { HeldCookie, OperationKind } from '../../model/look.js';
import type { Observation } from '../../model/observation.js';
import type { WorkerRun } from '../worker-run.js';
import { createViewer, type Viewer } from './viewer.js';

const mostRemembered = 60;

/** One thing that came; `begins`: it is a new main document, so that what was said before is of the page before. */
export type Arrival = Draft & { readonly begins?: boolean };

/** Observes what came, one after the other: who the viewer is, is learned from what came before. */
export interface Intake {
  readonly viewer: Viewer;
  take(arrivals: readonly Arrival[], operation: OperationKind): void;
  /** Resolves once everything that was taken has been observed. */
  settled(): Promise<void>;
}

/** An intake for one context, or for one `request` fixture (`context` null). */
export function createIntake(options: {
  name: string;
  run: WorkerRun;
  context: BrowserContext | null;
  cookies: () => Promise<readonly HeldCookie[]>;
}): Intake {
  const { run, context } = options;
  const settings = run.actorSettings;
  const viewer = createViewer(options.name, run.knowledge.identities, run.recognizer.scanner);
  let work: Promise<void> = Promise.resolve();

  const remember = (seen: readonly Observation[], begins: boolean): void => {
    if (context === null) return;
    const before = begins ? [] : (run.lastSeen.get(context) ?? []);
    run.lastSeen.set(context, [...before, ...seen].slice(-mostRemembered));
  };
  const observe = async (arrivals: readonly Arrival[], operation: OperationKind): Promise<void> => {
    const cookies = await options.cookies().catch(() => []);
    for (const { begins = false, ...draft } of arrivals) {
      viewer.hears(draft.body, draft.headers['content-type'] ?? '');
      const shared = { actor: viewer.ref, session: viewer.session, operation, cookies };
      remember(await observeAll([draft], shared, settings), begins);
    }
  };
  return {
    viewer,
    take: (arrivals, operation) => {
      if (arrivals.length === 0) return;
      work = work
        .then(() => observe(arrivals, operation))
        .catch(() => settings.observer.lostBody(viewer.ref, null));
    },
    settled: () => work,
  };
}
