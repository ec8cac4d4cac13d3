import { expect as baseExpect, test as base } from '@playwright/test';
import type { Identity } from '../model/identity.js';
import type { Crowd } from './crowd.js';
import { explained } from './explained.js';
import { failForTheRest, watchTest } from './failures.js';
import { createGuard, type Guard } from './guard/guard.js';
import { createRollout, type Rollout } from './rollout.js';
import { openSignedInActor, type SignedInActor } from './signed-in-actor.js';
import { toShowOnly } from './to-show-only.js';
import { joinRun, type WorkerRun } from './worker-run.js';

/** What each test may use. */
export interface SosieFixtures {
  /** The worker's identity in a browser context of its own, signed in and observing everything. */
  readonly actor: SignedInActor;
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
  actor: async ({ sosieRun, browser, identity }, use, { testId, retry }) => {
    const name = `${sosieRun.name}.b-${testId.slice(-6)}${retry === 0 ? '' : `-${String(retry)}`}`;
    const actor = await explained(() => openSignedInActor({ run: sosieRun, browser, identity, name }));
    await use(actor);
    await actor.close();
  },
  crowd: [
    async ({ sosieRun, crowdSize }, use) => {
      const sessions = await sosieRun.hub.startCrowd(crowdSize);
      await use({ sessions, alarms: () => sosieRun.hub.state().alarms });
    },
    { scope: 'worker', timeout: patience },
  ],
  rollout: [async ({ sosieRun }, use) => use(createRollout(sosieRun)), { scope: 'worker' }],
});

/** Playwright's `expect` with `toShowOnly`. */
export const expect = baseExpect.extend({ toShowOnly });
