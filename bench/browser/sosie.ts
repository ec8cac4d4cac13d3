import type { ActorSettings } from '../../harness/actors/actor-settings.js';
import { openBrowsers } from '../../harness/actors/browser/browser-pool.js';
import { createInFlight } from '../../harness/actors/in-flight.js';
import type { Actor } from '../../harness/model/actor.js';
import { createCheckedObserver } from '../http/checked-observer.js';
import { accountPages, benchTarget, identitiesOf, loginBenchAccount } from '../target/accounts.js';
import { isFound, plant } from '../target/plant.js';
import { perSecond } from './browser-load.js';
import type { BrowserLoad } from './browser-load.js';

/**
 * Sosie's browser actors on the same browser, one signed-in identity each; operations per second. One of the pages
 * measured is planted, and must be found to be another's.
 */
export async function sosieBrowser(load: BrowserLoad, kind: 'reload' | 'fetch'): Promise<number> {
  const identities = identitiesOf(load.contexts);
  const target = benchTarget(load.url);
  const clock = { nowMs: () => performance.now() };
  const signal = AbortSignal.timeout((load.seconds + 60) * 1000);
  const settings: ActorSettings = {
    target,
    login: loginBenchAccount,
    logout: null,
    pages: accountPages,
    observer: createCheckedObserver({ identities, target, clock }),
    clock,
    inFlight: createInFlight(),
    onLogin: () => {},
  };
  const pool = await openBrowsers({ executablePath: load.executablePath, allow: target.allow });
  try {
    const actors = await Promise.all(
      identities.map((identity, i) => pool.openActor({ ...settings, name: `b${i + 1}`, identity })),
    );
    await Promise.all(actors.map((actor) => actor.perform({ kind: 'login', alias: 0 }, signal)));
    await Promise.all(actors.map((actor) => looked(actor, 'visit', signal)));
    await plant(load.url, 0, 1);
    let plantedFound = 0;
    const rate = await perSecond(load, async (i) => {
      const actor = actors[i];
      if (actor !== undefined && (await looked(actor, kind, signal))) plantedFound += 1;
      return 1;
    });
    if (plantedFound !== 1)
      throw new Error(`the planted page was found ${plantedFound} times instead of once`);
    return rate;
  } finally {
    await pool.close();
  }
}

/** Performs it, and makes sure that the page was the actor's own; true where it was the planted one. */
async function looked(
  actor: Actor,
  kind: 'visit' | 'reload' | 'fetch',
  signal: AbortSignal,
): Promise<boolean> {
  const observations = await actor.perform({ kind, page: accountPages[0] }, signal);
  if (observations.some((observation) => isFound(observation, 0, 1))) return true;
  if (observations.every((observation) => observation.class !== 'own')) {
    throw new Error(
      `the benchmark's browser saw ${observations.map((one) => one.class).join(', ')} instead of own data`,
    );
  }
  return false;
}
