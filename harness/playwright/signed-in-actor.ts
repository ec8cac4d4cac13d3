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
import type { Page, Write } from '../model/page.js';
import { writtenField } from '../model/written.js';
import { named } from './named.js';
import type { OwnedPage } from './owned-page.js';
import { takeSeat } from './seat.js';
import { hideViolations, throwViolations } from './violations.js';
import type { WorkerRun } from './worker-run.js';

/** What an actor wrote into its own account. */
export interface Written {
  /** By which `Observation.seen` tells of the value: "written 3". */
  readonly field: string;
  readonly seen: readonly Observation[];
}

/**
 * An identity in a browser context of its own, which observes everything that it receives. Pages are named as in the
 * config; an unknown name throws SOSIE_CONFIG_USAGE. Every method gives what was observed.
 */
export interface SignedInActor {
  readonly identity: Identity;
  readonly signedIn: boolean;
  /** The pages, APIs and documents of the config. */
  readonly pages: readonly Page[];
  /** The fields of the config that an identity may change. */
  readonly writes: readonly Write[];
  /** The page of the browser: for assertions, and for whatever the operations do not cover. */
  readonly page: BrowserPage;
  visit(page: string): Promise<readonly Observation[]>;
  reload(page: string): Promise<readonly Observation[]>;
  /** A fetch from inside the browser's page: for APIs and documents. */
  fetch(page: string): Promise<readonly Observation[]>;
  /** Asks for a URL that belongs to one identity, the own or another: with another's, any data of its owner throws. */
  ask(page: OwnedPage): Promise<readonly Observation[]>;
  /** Writes a value that was never written before, which names this identity, and fetches the page to read it back. */
  write(write: string): Promise<Written>;
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
  const pageOf = (name: string): Page => named('page', name, run.settings.pages);
  const write = async (name: string): Promise<Written> => {
    const wanted = named('write', name, run.settings.writes);
    const field = writtenField(await run.hub.nextTurn(identity.id));
    const value = identity.minted[field];
    if (value === undefined) throw nothingToWrite(identity);
    return { field, seen: await perform({ kind: 'write', write: wanted, value }) };
  };
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
    writes: run.settings.writes,
    visit: (page) => perform({ kind: 'visit', page: pageOf(page) }),
    reload: (page) => perform({ kind: 'reload', page: pageOf(page) }),
    fetch: (page) => perform({ kind: 'fetch', page: pageOf(page) }),
    ask: (page) => perform({ kind: page.owner === identity.id ? 'fetch' : 'probe', page }),
    write,
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

/** Every value that may be written is sought in every body, so each identity has a few only. */
function nothingToWrite({ id }: Identity): SosieError {
  return new SosieError('SOSIE_CONFIG_USAGE', `${id} has no further value to write in this run.`, {
    hint: 'Write less often in one run, or with more workers: each has an identity of its own.',
  });
}
