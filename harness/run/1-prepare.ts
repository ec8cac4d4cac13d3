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
import { clientIdentities } from '../identities/client-identities.js';
import { openRoster } from '../identities/roster.js';
import { mintValues, writtenValues } from '../markers/index.js';
import type { Actor, Observer } from '../model/actor.js';
import type { Identity } from '../model/identity.js';
import type { Pace } from '../model/pace.js';
import type { Page } from '../model/page.js';
import type { RunClock } from '../model/phase.js';
import type { SharedDevice } from '../workload/scene.js';
import type { Cleanup } from './cleanup.js';
import { asApiClients, createFurtherActors, type FurtherActors } from './further-actors.js';
import type { LoadPlan } from './load-plan.js';
import { plannedLoad } from './planned-load.js';
import { proveHarnessIsolation } from './prove-isolation.js';
import { reachTarget } from './reach-target.js';

/** Every value that may be written is sought in every body, so there is an end to them. */
const mostWriters = 64;
const writesOfEach = 16;

/** Everything that a run needs before anybody looks at the target: identities, actors, a browser. */
export interface Prepared {
  /** The people, in the order of their index. */
  readonly identities: readonly Identity[];
  /** API clients, numbered after the people. */
  readonly clientIdentities: readonly Identity[];
  /** Browsers first, then plain-HTTP sessions; one identity each. */
  readonly actors: readonly Actor[];
  /** Read the pages of those who will share a browser, so that their data are known; they do nothing else. */
  readonly readers: readonly Actor[];
  /** API clients, in the order of `clientIdentities`. */
  readonly clients: readonly Actor[];
  /** The browser that two further identities share; null without one. */
  readonly device: SharedDevice | null;
  /** Asks without ever signing in: what the target shows to everybody. */
  readonly anonymous: Actor;
  readonly further: FurtherActors;
  readonly load: LoadPlan;
  /** Version of the browser, null without one. */
  readonly browser: string | null;
}

export interface PrepareOptions {
  readonly settings: Settings;
  readonly clock: RunClock;
  /** Stands in front of every request to the target; none: as fast as the load says. */
  readonly pace?: Pace;
  readonly observer: Observer;
  /** As `ActorSettings.isDrawn`. */
  readonly isDrawn: (page: Page) => boolean;
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
  await options.pace?.turn(options.signal);
  await reachTarget(settings.target);
  say(`target: ${settings.target.baseUrl} answers`);
  const load = plannedLoad(settings);
  const echo = await startEchoServer();
  options.cleanup.add('closing the echo server', () => echo.close());
  const pool = await openPool(load, echo.host, options);
  say(await proveHarnessIsolation({ echo, pool, clock: options.clock, signal: options.signal }));
  const identities = await takeIdentities(load, options);
  const clients = clientIdentities(settings.clients, { first: identities.length, env: options.env });
  return {
    ...(await openActors({ identities, clients, load, pool }, options)),
    identities,
    clientIdentities: clients,
    load,
    browser: pool?.version ?? null,
  };
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
    wanted: Math.max(load.browsers + load.sessions + load.spares, 2),
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
  if (settings.writes.length === 0) return roster.identities;
  return roster.identities.map((identity) =>
    identity.index >= mostWriters
      ? identity
      : {
          ...identity,
          minted: { ...identity.minted, ...writtenValues(secret, identity.index, writesOfEach) },
        },
  );
}

async function openActors(
  cast: {
    identities: readonly Identity[];
    clients: readonly Identity[];
    load: LoadPlan;
    pool: BrowserPool | null;
  },
  options: PrepareOptions,
): Promise<Pick<Prepared, 'actors' | 'readers' | 'clients' | 'device' | 'anonymous' | 'further'>> {
  const { load, pool } = cast;
  const { settings, clock, observer, isDrawn, onLogin, cleanup } = options;
  const { target, login, logout, pages, streams } = settings;
  const shared: ActorSettings = {
    target,
    login,
    logout,
    pages: [...pages, ...streams],
    observer,
    clock,
    inFlight: createInFlight(),
    isDrawn,
    ...(options.pace === undefined ? {} : { pace: options.pace }),
    onLogin,
  };
  const browserSignIn = pool?.signInFor(shared) ?? null;
  const http = createHttpClient({ ...shared, browserSignIn });
  cleanup.add('closing the connections', () => http.close());
  const actors: Actor[] = [];
  const users = cast.identities.slice(load.browsers, load.browsers + load.spares);
  for (const identity of cast.identities.slice(0, load.browsers))
    if (pool !== null)
      actors.push(await pool.openActor({ ...shared, name: `b${String(identity.index + 1)}`, identity }));
  for (const [i, identity] of cast.identities.slice(load.browsers + load.spares).entries())
    if (i < load.sessions) actors.push(http.openActor({ name: `s${String(i + 1)}`, identity }));
  const readers = users.map((identity, i) => http.openActor({ name: `r${String(i + 1)}`, identity }));
  const clients = openClients(cast.clients, shared, options);
  const everybody = [...actors, ...readers, ...clients];
  cleanup.add('closing the actors', () => Promise.all(everybody.map((actor) => actor.close())));
  return {
    actors,
    readers,
    clients,
    device: openDevice(users, pool, { ...shared, name: 'd1' }, cleanup),
    anonymous: http.openActor({ name: 'anonymous', identity: null }),
    further: createFurtherActors(shared, settings, { pool, browsers: load.browsers }),
  };
}

/** API clients have connections of their own: they are other software, somewhere else. */
function openClients(
  clients: readonly Identity[],
  shared: ActorSettings,
  { settings, cleanup }: PrepareOptions,
): readonly Actor[] {
  if (clients.length === 0) return [];
  const http = createHttpClient(asApiClients(shared, settings));
  cleanup.add("closing the API clients' connections", () => http.close());
  return clients.map((identity, i) => http.openActor({ name: `c${String(i + 1)}`, identity }));
}

function openDevice(
  users: readonly Identity[],
  pool: BrowserPool | null,
  settings: ActorSettings & { readonly name: string },
  cleanup: Cleanup,
): SharedDevice | null {
  const [first, second] = users;
  if (first === undefined || second === undefined || pool === null) return null;
  const device = pool.openDevice(settings);
  cleanup.add('closing the shared browser', () => device.close());
  return { device, users: [first, second] };
}
