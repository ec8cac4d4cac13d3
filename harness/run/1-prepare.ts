import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createHttpClient } from '../actors/http/http-client.js';
import { createInFlight } from '../actors/in-flight.js';
import { proveIsolation } from '../actors/isolation.js';
import { findBrowser } from '../actors/browser/find-browser.js';
import { openBrowsers } from '../actors/browser/browser-pool.js';
import type { ActorLogin, ActorSettings } from '../actors/actor-settings.js';
import type { Settings } from '../config/settings.js';
import { openRoster } from '../identities/roster.js';
import { mintValues } from '../markers/mint.js';
import type { Actor, Observer } from '../model/actor.js';
import { SosieError } from '../model/errors.js';
import type { Identity } from '../model/identity.js';
import type { RunClock } from '../model/phase.js';
import type { Cleanup } from './cleanup.js';
import { planLoad, type LoadPlan } from './load-plan.js';
import { reachTarget } from './reach-target.js';

/** Everything that a run needs before anybody looks at the target: identities, actors, a browser. */
export interface Prepared {
  readonly identities: readonly Identity[];
  /** Browsers first, then plain-HTTP sessions; one identity each. */
  readonly actors: readonly Actor[];
  /** Asks without ever signing in: what the target shows to everybody. */
  readonly anonymous: Actor;
  readonly load: LoadPlan;
  /** What drives the browsers, in words; null without browsers. */
  readonly browser: string | null;
}

export interface PrepareOptions {
  readonly settings: Settings;
  readonly clock: RunClock;
  readonly observer: Observer;
  readonly onLogin: (login: ActorLogin) => void;
  readonly cleanup: Cleanup;
  readonly say: (line: string) => void;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

/** Reaches the target, gets the identities, opens the actors. Throws SOSIE_CONFIG_* or SOSIE_TARGET_*. */
export async function prepare(options: PrepareOptions): Promise<Prepared> {
  const { settings, cleanup, say } = options;
  await reachTarget(settings.target);
  say(`target: ${settings.target.baseUrl} answers`);
  const load = planLoad(settings.load, countOf(settings));
  const roster = await openRoster({
    source: settings.identities,
    baseDir: settings.baseDir,
    target: settings.target.baseUrl,
    leaseDirectory: join(options.cwd, '.sosie', 'leases'),
    wanted: Math.max(load.browsers + load.sessions, 2),
    mint: minter(),
    env: options.env,
  });
  cleanup.add('giving the identities back', async () => {
    const [failure] = await roster.close();
    if (failure !== undefined) throw failure;
  });
  say(`identities: ${String(roster.identities.length)} ${'provisioner' in settings.identities ? 'provisioned' : 'leased'}`);
  return { ...(await openActors(roster.identities, load, options)), identities: roster.identities, load };
}

function countOf(settings: Settings): number {
  const { identities } = settings;
  if ('provisioner' in identities) return identities.count;
  return 'file' in identities ? accountsIn(identities.file, settings.baseDir) : identities.length;
}

function minter(): (index: number) => Readonly<Record<string, string>> {
  const secret = randomBytes(24).toString('hex');
  return (index) => mintValues(secret, index);
}
