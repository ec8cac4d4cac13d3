import { expect as baseExpect, test as base, type TestInfo } from '@playwright/test';
import type { Identity } from '../model/identity.js';
import { openAnonymous, type Anonymous } from './anonymous.js';
import { openApiClients, type ApiClient } from './api-clients.js';
import type { Crowd } from './crowd.js';
import { explained } from './explained.js';
import { failForTheRest, watchTest } from './failures.js';
import { createGuard, type Guard } from './guard/guard.js';
import type { OwnedPage } from './owned-page.js';
import { createRollout, type Rollout } from './rollout.js';
import { openSignedInActor, type SignedInActor } from './signed-in-actor.js';
import { toShowOnly } from './to-show-only.js';
import { joinRun, type WorkerRun } from './worker-run.js';

/** What each test may use. */
export interface SosieFixtures {
  /** The worker's identity in a browser context of its own, signed in and observing everything. */
  readonly actor: SignedInActor;
  /** Somebody who never signs in. */
  readonly anonymous: Anonymous;
  /** The API clients of the config, with their tokens. */
  readonly clients: readonly ApiClient[];
}

/** What all tests of a worker share, and what a project may set in `use`. */
export interface SosieWorkerFixtures {
  /** Option: path of the config. Default: `sosie.config.*` in the folder where Playwright runs. */
  readonly sosieConfig: string;
  /** Option: plain-HTTP sessions of the `crowd`, as far as there are identities. Default 8. */
  readonly crowdSize: number;
  /** A leased identity; no other worker has it meanwhile. */
  readonly identity: Identity;
  /** Sessions of other identities that keep reloading in the background until the run ends. */
  readonly crowd: Crowd;
  readonly rollout: Rollout;
  /** URLs that belong to one identity alone, of all identities: for `actor.ask` and `anonymous.ask`. */
  readonly ownedPages: readonly OwnedPage[];
}

interface Internal {
  readonly sosieGuarded: undefined;
}
interface InternalWorker {
  readonly sosieRun: WorkerRun;
  readonly sosieGuard: Guard;
}

const patience = 600_000;

/**
 * Playwright's `test` with Sosie's fixtures and its guard: any test fails as soon as a page, a response, a frame or
 * the storage of any of its contexts shows another identity's data. No retry turns such a test green.
 */
export const test = base.extend<SosieFixtures & Internal, SosieWorkerFixtures & InternalWorker>({
  sosieConfig: ['', { scope: 'worker', option: true }],
  crowdSize: [8, { scope: 'worker', option: true }],
  sosieRun: [
    async ({ sosieConfig }, use, { workerIndex, parallelIndex, config }) => {
      const worker = { index: workerIndex, parallelIndex, workers: config.workers };
      const run = await explained(() => joinRun({ config: sosieConfig, worker }));
      await use(run);
      await run.close();
      try {
        await failForTheRest(run);
      } finally {
        run.hub.close();
      }
    },
    { scope: 'worker', timeout: patience, title: 'sosie: joining the run' },
  ],
  sosieGuard: [
    async ({ sosieRun }, use) => use(createGuard(sosieRun)),
    { scope: 'worker', title: 'sosie: guard' },
  ],
  browser: [
    async ({ browser, sosieGuard }, use) => {
      sosieGuard.watchBrowser(browser);
      await use(browser);
    },
    { scope: 'worker', timeout: patience },
  ],
  request: async ({ request, sosieGuard }, use) => {
    sosieGuard.watchRequest(request);
    await use(request);
  },
  sosieGuarded: [
    async ({ sosieRun, sosieGuard }, use, testInfo) => {
      const watched = await watchTest(sosieRun, testInfo);
      await use(undefined);
      await sosieGuard.settle();
      await watched.end();
    },
    { auto: true, title: 'sosie: guard' },
  ],
  identity: [
    async ({ sosieRun }, use) => {
      const { identity, lease } = await explained(() => sosieRun.lease());
      await use(identity);
      lease.release();
    },
    { scope: 'worker' },
  ],
  actor: async ({ sosieRun, browser, identity }, use, testInfo) => {
    const name = nameIn(sosieRun, 'b', testInfo);
    const actor = await explained(() => openSignedInActor({ run: sosieRun, browser, identity, name }));
    await use(actor);
    await actor.close();
  },
  anonymous: async ({ sosieRun }, use, testInfo) => {
    const anonymous = await explained(() => openAnonymous(sosieRun, nameIn(sosieRun, 'a', testInfo)));
    await use(anonymous);
    await anonymous.close();
  },
  clients: async ({ sosieRun }, use, testInfo) => {
    const opened = await explained(() => openApiClients(sosieRun, nameIn(sosieRun, 'p', testInfo)));
    await use(opened.clients);
    await opened.close();
  },
  crowd: [
    async ({ sosieRun, crowdSize }, use) => {
      const sessions = await sosieRun.hub.startCrowd(crowdSize);
      await use({ sessions, alarms: () => sosieRun.hub.state().alarms });
    },
    { scope: 'worker', timeout: patience },
  ],
  rollout: [async ({ sosieRun }, use) => use(createRollout(sosieRun)), { scope: 'worker' }],
  ownedPages: [async ({ sosieRun }, use) => use(sosieRun.knowledge.ownedPages), { scope: 'worker' }],
});

/** "w3.b-1f2e3d": the worker, what kind of actor, and the test; each attempt has its own. */
function nameIn({ name }: WorkerRun, kind: 'a' | 'b' | 'p', { testId, retry }: TestInfo): string {
  return `${name}.${kind}-${testId.slice(-6)}${retry === 0 ? '' : `-${String(retry)}`}`;
}

/** Playwright's `expect` with `toShowOnly`. */
export const expect = baseExpect.extend({ toShowOnly });
