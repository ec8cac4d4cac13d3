import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  createHttpClient,
  createInFlight,
  findBrowser,
  openBrowsers,
  startEchoServer,
  type ActorLogin,
  type ActorSettings,
  type BrowserPool,
} from '../actors/index.js';
import type { Settings } from '../config/settings.js';
import { readAccountsFile } from '../identities/accounts-file.js';
import { openRoster } from '../identities/roster.js';
import { mintValues } from '../markers/index.js';
import type { Actor, Observer } from '../model/actor.js';
import type { Identity } from '../model/identity.js';
import type { RunClock } from '../model/phase.js';
import type { Cleanup } from './cleanup.js';
import { planLoad, type LoadPlan } from './load-plan.js';
import { proveHarnessIsolation } from './prove-isolation.js';
import { reachTarget } from './reach-target.js';

/** Everything that a run needs before anybody looks at the target: identities, actors, a browser. */
export interface Prepared {
  readonly identities: readonly Identity[];
  /** Browsers first, then plain-HTTP sessions; one identity each. */
  readonly actors: readonly Actor[];
  /** Asks without ever signing in: what the target shows to everybody. */
  readonly anonymous: Actor;
  readonly load: LoadPlan;
  /** Version of the browser, null without one. */
  readonly browser: string | null;
}

export interface PrepareOptions {
  readonly settings: Settings;
  readonly clock: RunClock;
  readonly observer: Observer;
  readonly onLogin: (login: ActorLogin) => void;
  readonly onActorLost: (actor: string, reason: string) => void;
  readonly cleanup: Cleanup;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

/** Reaches the target, gets the identities, opens the actors. Throws SOSIE_CONFIG_* or SOSIE_TARGET_*. */
export async function prepare(options: PrepareOptions): Promise<Prepared> {
  const { settings, say } = options;
  await reachTarget(settings.target);
  say(`target: ${settings.target.baseUrl} answers`);
  const load = planLoad(settings.load, accountsOf(settings));
  const echo = await startEchoServer();
  options.cleanup.add('closing the echo server', () => echo.close());
  const pool = await openPool(load, echo.host, options);
  say(await proveHarnessIsolation({ echo, pool, clock: options.clock, signal: options.signal }));
  const identities = await takeIdentities(load, options);
  return {
    ...(await openActors(identities, load, pool, options)),
    identities,
    load,
    browser: pool?.version ?? null,
  };
}

function accountsOf({ identities, baseDir }: Settings): number {
  if ('provisioner' in identities) return identities.count;
  return 'file' in identities ? readAccountsFile(identities.file, baseDir).length : identities.length;
}

/** A browser is needed for browser actors, and where only a browser can sign in. */
async function openPool(
  load: LoadPlan,
  echoHost: string,
  { settings, cleanup, say, env, cwd, onActorLost }: PrepareOptions,
): Promise<BrowserPool | null> {
  if (load.browsers === 0 && settings.login.kind !== 'browser') return null;
  const found = await findBrowser({
    explicit: env['SOSIE_BROWSER'] ?? settings.browser.executable,
    projectDir: cwd,
    install: settings.browser.install,
    say,
  });
  const pool = await openBrowsers({
    executablePath: found.executablePath,
    ...(found.channel === undefined ? {} : { channel: found.channel }),
    allow: [...settings.target.allow, echoHost],
    onActorLost,
  });
  cleanup.add('closing the browsers', () => pool.close());
  return pool;
}

async function takeIdentities(load: LoadPlan, options: PrepareOptions): Promise<readonly Identity[]> {
  const { settings, cleanup, say } = options;
  const secret = randomBytes(24).toString('hex');
  const roster = await openRoster({
    source: settings.identities,
    baseDir: settings.baseDir,
    target: settings.target.baseUrl,
    leaseDirectory: join(options.cwd, '.sosie', 'leases'),
    wanted: Math.max(load.browsers + load.sessions, 2),
    mint: (index) => mintValues(secret, index),
    env: options.env,
  });
  cleanup.add('giving the identities back', async () => {
    const [failure] = await roster.close();
    if (failure !== undefined) throw failure;
  });
  say(
    `identities: ${String(roster.identities.length)} ${'provisioner' in settings.identities ? 'provisioned' : 'leased'}`,
  );
  return roster.identities;
}

async function openActors(
  identities: readonly Identity[],
  load: LoadPlan,
  pool: BrowserPool | null,
  options: PrepareOptions,
): Promise<Pick<Prepared, 'actors' | 'anonymous'>> {
  const { settings, clock, observer, onLogin, cleanup } = options;
  const { target, login, logout, pages } = settings;
  const shared: ActorSettings = {
    target,
    login,
    logout,
    pages,
    observer,
    clock,
    inFlight: createInFlight(),
    onLogin,
  };
  const http = createHttpClient({ ...shared, browserSignIn: pool?.signInFor(shared) ?? null });
  cleanup.add('closing the connections', () => http.close());
  const actors: Actor[] = [];
  for (const [index, identity] of identities.entries()) {
    if (index < load.browsers && pool !== null)
      actors.push(await pool.openActor({ ...shared, name: `b${String(index + 1)}`, identity }));
    else if (index < load.browsers + load.sessions)
      actors.push(http.openActor({ name: `s${String(index - load.browsers + 1)}`, identity }));
  }
  cleanup.add('closing the actors', () => Promise.all(actors.map((actor) => actor.close())));
  return { actors, anonymous: http.openActor({ name: 'anonymous', identity: null }) };
}
