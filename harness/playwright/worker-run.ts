import { join } from 'node:path';
import type { BrowserContext } from 'playwright';
import { createInFlight, resolveOnTarget, type ActorLogin, type ActorSettings } from '../actors/index.js';
import { loadConfig } from '../config/load.js';
import type { Settings } from '../config/settings.js';
import { takeLease, type Lease } from '../identities/lease.js';
import { openLedger } from '../ledger/ledger.js';
import type { Observer } from '../model/actor.js';
import { SosieError } from '../model/errors.js';
import type { HistoryRecord } from '../model/history.js';
import type { Identity } from '../model/identity.js';
import type { Observation } from '../model/observation.js';
import type { RunClock } from '../model/phase.js';
import {
  createFingerprint,
  createObserver,
  createPlaces,
  createVault,
  isolationRules,
  type Recognizer,
  type Vault,
} from '../observation/index.js';
import { loginEvent } from '../run/login-event.js';
import { connectHub, type HubClient } from './hub/client.js';
import { recognizerOf, type Knowledge } from './hub/knowledge.js';
import { configOf, findHub, meetingPlace, type HubWish } from './hub/rendezvous.js';
import { sharedClock } from './hub/shared-clock.js';
import { createTestJudge, type TestJudge } from './test-judge.js';

/** One worker's part of the run: it records into a history file of its own and judges each of its tests. */
export interface WorkerRun {
  /** "w3": the writer of its history, and the beginning of its actors' names. */
  readonly name: string;
  readonly settings: Settings;
  readonly knowledge: Knowledge;
  readonly recognizer: Recognizer;
  readonly hub: HubClient;
  readonly clock: RunClock;
  readonly actorSettings: ActorSettings;
  /** Reads looks without recording them: what an assertion looks at is no observation of the run. */
  readonly reader: Observer;
  readonly judge: TestJudge;
  /** What must not be found in the run directory. */
  readonly vault: Vault;
  /** Contexts of our own actors, which observe for themselves. */
  readonly actorContexts: WeakSet<BrowserContext>;
  /** What the last responses of a context said. */
  readonly lastSeen: WeakMap<BrowserContext, readonly Observation[]>;
  /** Leases an identity that no other worker has. Throws SOSIE_CONFIG_USAGE where there is none left. */
  lease(): { readonly identity: Identity; readonly lease: Lease };
  close(): Promise<void>;
}

let current: WorkerRun | null = null;

/** The run of this worker process, or null before its fixtures were set up. */
export function currentRun(): WorkerRun | null {
  return current;
}

/** Finds the hub (or starts it), waits until it has learned, and opens this worker's history. */
export async function joinRun(options: {
  config: string;
  worker: { readonly index: number; readonly parallelIndex: number; readonly workers: number };
}): Promise<WorkerRun> {
  const { worker } = options;
  const config = configOf(options.config);
  const cwd = process.cwd();
  const wish: HubWish = { runner: process.ppid, cwd, config, workers: worker.workers };
  const settings = await loadConfig({ file: config === '' ? undefined : config, cwd, flags: {} });
  const hub = await connectHub(await findHub(wish));
  const knowledge = await hub.knowledge();
  const name = `w${String(worker.index)}`;
  const clock = sharedClock(knowledge.startedNs);
  const ledger = openLedger(knowledge.directory, name);
  const judge = createTestJudge(knowledge.run);
  const emit = (record: HistoryRecord): void => {
    ledger.append(record);
    judge.see(record);
  };
  const recognizer = recognizerOf(knowledge);
  const vault = createVault();
  const { target, login, logout, pages } = settings;
  const observerOptions = {
    writer: name,
    clock,
    target,
    loginPath: login.kind === 'form' ? resolveOnTarget(target, login.url).pathname : null,
    phase: () => hub.state().phase,
    identities: knowledge.identities,
    recognizer,
    maySee: isolationRules(settings.isolation),
    places: createPlaces(),
    fingerprint: createFingerprint(knowledge.salt),
    vault,
    emit,
  };
  const observer = createObserver(observerOptions);
  const onLogin = (event: ActorLogin): void =>
    emit(loginEvent(event, hub.state().phase, knowledge.sessionCookies));
  const run: WorkerRun = {
    ...{ name, settings, knowledge, recognizer, hub, clock, judge, vault },
    actorSettings: { target, login, logout, pages, observer, clock, inFlight: createInFlight(), onLogin },
    reader: createObserver({ ...observerOptions, writer: `${name}-reader`, emit: () => undefined }),
    actorContexts: new WeakSet(),
    lastSeen: new WeakMap(),
    lease: () => leaseOne(knowledge, join(meetingPlace(wish), 'leases'), worker),
    close: async () => {
      current = null;
      observer.flush();
      emit({ type: 'harness', atMs: Math.round(clock.nowMs()), event: 'finished', detail: '', count: 1 });
      await ledger.close();
      await hub.hide(vault.entries());
    },
  };
  current = run;
  return run;
}

/**
 * Workers that run at the same time have different parallel indexes, so each begins at its own; the lease makes sure
 * of it while one worker takes the place of another. Only the first identities are for workers: the rest is the crowd's.
 */
function leaseOne(
  knowledge: Knowledge,
  directory: string,
  { parallelIndex, workers }: { parallelIndex: number; workers: number },
): { identity: Identity; lease: Lease } {
  const own = knowledge.identities.filter(({ id }) => knowledge.usable.includes(id)).slice(0, workers);
  for (let i = 0; i < own.length; i += 1) {
    const identity = own[(parallelIndex + i) % own.length];
    if (identity === undefined) break;
    const lease = takeLease(directory, knowledge.run.target, identity.id);
    if (lease !== null) return { identity, lease };
  }
  throw new SosieError(
    'SOSIE_CONFIG_USAGE',
    `${String(workers)} workers need ${String(workers)} identities, but only ${String(own.length)} can sign in.`,
    { hint: 'Add accounts to `identities`, or run with fewer workers.' },
  );
}
