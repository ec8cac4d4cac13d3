import type { APIRequestContext, Browser, BrowserContext, Page as BrowserPage } from 'playwright';
import { hideViolations, throwViolations } from '../violations.js';
import type { WorkerRun } from '../worker-run.js';
import { createIntake, type Intake } from './intake.js';
import { watchPushes } from './pushes.js';
import { watchRequests } from './requests.js';
import { watchContext, type Watch } from './watch.js';

/** Watches everything that the tests of one worker do with a browser or with `request`. */
export interface Guard {
  /** Every context of this browser from now on, whoever makes it. */
  watchBrowser(browser: Browser): void;
  /** A `request` fixture: it has cookies of its own. */
  watchRequest(request: APIRequestContext): void;
  /** Waits until all that came was observed. */
  settle(): Promise<void>;
}

/** A guard that watches nothing yet. */
export function createGuard(run: WorkerRun): Guard {
  const watches = new Map<BrowserContext, Watch>();
  const requests = new Set<Intake>();
  let named = 0;
  const nextName = (kind: 'c' | 'r'): string => `${run.name}.${kind}${String((named += 1))}`;

  const guardContext = (context: BrowserContext): void => {
    context.on('page', (page) => {
      // Our own actors observe for themselves.
      if (run.actorContexts.has(context)) return;
      const watch = watches.get(context) ?? watchContext(context, page, nextName('c'), run);
      if (!watches.has(context)) forgetReplacedSessions(context, watch, run);
      watches.set(context, watch);
      watchPushes(page, run.clock, (draft) => watch.intake.take([draft], 'fetch'));
      lookBeforeLeaving(page, watch, run);
    });
    // A context without a page may still ask.
    let own: Intake | null = null;
    const asking = (): Intake => (own ??= intakeWithoutPage(nextName('r')));
    watchRequests(context.request, () => watches.get(context)?.intake ?? asking(), run);
    const close = context.close.bind(context);
    context.close = async (options) => {
      await watches.get(context)?.settle();
      watches.delete(context);
      await hideViolations(context, run);
      await close(options);
    };
  };
  const intakeWithoutPage = (name: string): Intake => {
    const intake = createIntake({ name, run, context: null, cookies: () => Promise.resolve([]) });
    requests.add(intake);
    return intake;
  };
  return {
    watchBrowser: (browser) => {
      for (const context of browser.contexts()) guardContext(context);
      browser.on('context', guardContext);
    },
    watchRequest: (request) => {
      const intake = intakeWithoutPage(nextName('r'));
      watchRequests(request, () => intake, run);
    },
    settle: async () => {
      await Promise.all([...watches.values()].map((watch) => watch.settle()));
      await Promise.all([...requests].map((intake) => intake.settled()));
      requests.clear();
    },
  };
}

/** A session that the test itself put in place of another is nobody's until an answer says whose. */
function forgetReplacedSessions(context: BrowserContext, { intake }: Watch, run: WorkerRun): void {
  const add = context.addCookies.bind(context);
  context.addCookies = async (cookies) => {
    await add(cookies);
    if (cookies.some(({ name }) => run.knowledge.sessionCookies.has(name))) intake.viewer.forget();
  };
  const clear = context.clearCookies.bind(context);
  context.clearCookies = async (options) => {
    await clear(options);
    intake.viewer.forget();
  };
}

/** A page is looked at before it is left, and no test goes on after a violation. */
function lookBeforeLeaving(page: BrowserPage, watch: Watch, run: WorkerRun): void {
  const before = async (): Promise<void> => {
    await watch.settle();
    await hideViolations(page.context(), run);
    throwViolations(run);
  };
  const { goto, reload, goBack, goForward, close } = page;
  page.goto = async (...args) => (await before(), goto.apply(page, args));
  page.reload = async (...args) => (await before(), reload.apply(page, args));
  page.goBack = async (...args) => (await before(), goBack.apply(page, args));
  page.goForward = async (...args) => (await before(), goForward.apply(page, args));
  page.close = async (...args) => {
    await watch.settle();
    await close.apply(page, args);
  };
}
