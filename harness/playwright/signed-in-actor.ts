import type { Browser, Page as BrowserPage } from 'playwright';
import type { ActorSettings } from '../actors/index.js';
import { createTransport } from '../actors/http/transport.js';
import { createBrowserActor } from '../actors/browser/browser-actor.js';
import { createPageMap } from '../actors/reach.js';
import type { Operation } from '../model/actor.js';
import { SosieError } from '../model/errors.js';
import type { Identity } from '../model/identity.js';
import type { ActorRef } from '../model/look.js';
import type { Observation } from '../model/observation.js';
import type { Page } from '../model/page.js';
import { takeSeat } from './seat.js';
import { hideViolations, throwViolations } from './violations.js';
import type { WorkerRun } from './worker-run.js';

/**
 * An identity in a browser context of its own, which observes everything that it receives. Pages are named as in the
 * config; an unknown name throws SOSIE_CONFIG_USAGE. Every method gives what was observed.
 */
export interface SignedInActor {
  readonly identity: Identity;
  readonly signedIn: boolean;
  /** The pages, APIs and documents of the config. */
  readonly pages: readonly Page[];
  /** The page of the browser: for assertions, and for whatever the operations do not cover. */
  readonly page: BrowserPage;
  visit(page: string): Promise<readonly Observation[]>;
  reload(page: string): Promise<readonly Observation[]>;
  /** A fetch from inside the browser's page: for APIs and documents. */
  fetch(page: string): Promise<readonly Observation[]>;
  /** Signs in afresh, by the username (0, the default) or by an alias (1…). Throws SOSIE_TARGET_LOGIN where it cannot. */
  login(alias?: number): Promise<readonly Observation[]>;
  logout(): Promise<readonly Observation[]>;
  close(): Promise<void>;
}

/** Opens the actor on Playwright's own browser and signs it in. Whoever opens it closes it. */
export async function openSignedInActor(options: {
  run: WorkerRun;
  browser: Browser;
  identity: Identity;
  name: string;
}): Promise<SignedInActor> {
  const { run, identity } = options;
  const { actor, seat, refusal, close } = await openOnBrowser(options);
  const { signal } = new AbortController();
  const perform = async (operation: Operation): Promise<readonly Observation[]> => {
    const seen = await actor.perform(operation, signal);
    const { context } = seat();
    run.lastSeen.set(context, seen);
    await hideViolations(context, run);
    throwViolations(run);
    return seen;
  };
  const login = async (alias = 0): Promise<readonly Observation[]> => {
    const seen = await perform({ kind: 'login', alias });
    if (actor.signedIn) return seen;
    throw new SosieError(
      'SOSIE_TARGET_LOGIN',
      `${identity.id} could not sign in: ${refusal() ?? 'no reason known'}.`,
      {
        hint: '`sosie check` tries every identity and says why a login fails.',
      },
    );
  };
  const named = (page: string): Page => pageNamed(page, run.settings.pages);
  try {
    await login();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    identity,
    get signedIn() {
      return actor.signedIn;
    },
    get page() {
      return seat().page;
    },
    pages: run.settings.pages,
    visit: (page) => perform({ kind: 'visit', page: named(page) }),
    reload: (page) => perform({ kind: 'reload', page: named(page) }),
    fetch: (page) => perform({ kind: 'fetch', page: named(page) }),
    login,
    logout: () => perform({ kind: 'logout' }),
    close,
  };
}

/** The run's browser actor on a browser that is not its own; `seat` is where it sits now. */
async function openOnBrowser({ run, browser, identity, name }: Parameters<typeof openSignedInActor>[0]) {
  let refusal: string | null = null;
  const settings: ActorSettings = {
    ...run.actorSettings,
    onLogin: (login) => {
      refusal = login.reason;
      run.actorSettings.onLogin(login);
    },
  };
  const ref: ActorRef = { name, kind: 'browser', identity };
  const transport = createTransport(4);
  let seat = await takeSeat(browser, ref, run);
  let first: typeof seat | null = seat;
  const actor = createBrowserActor({
    ...{ ref, settings, transport },
    pageAt: createPageMap(settings.target, settings.pages),
    takeSeat: async () => {
      seat = first ?? (await takeSeat(browser, ref, run));
      first = null;
      return seat;
    },
  });
  const close = async (): Promise<void> => {
    await actor.close();
    await seat.leave();
    await transport.close();
  };
  return { actor, seat: () => seat, refusal: () => refusal, close };
}

function pageNamed(name: string, pages: readonly Page[]): Page {
  const page = pages.find((one) => one.name === name);
  if (page !== undefined) return page;
  throw new SosieError('SOSIE_CONFIG_USAGE', `there is no page "${name}".`, {
    hint: `The config names ${pages.map((one) => `"${one.name}"`).join(', ')}.`,
  });
}
