import { setMaxListeners } from 'node:events';
import type { Actor } from '../model/actor.js';
import type { RunClock } from '../model/phase.js';
import { createRandom } from '../model/random.js';
import type { PlannedPhase } from '../report/reporter.js';
import type { RolloutDriver } from '../rollout/driver.js';
import type { Settings } from '../config/settings.js';
import { drive } from '../workload/drive.js';
import { createMoments } from '../workload/moments.js';
import type { Repertoire } from '../workload/repertoire.js';
import type { SharedDevice } from '../workload/scene.js';
import type { Recorder } from './recorder.js';
import type { Standing } from './stopping-rule.js';
import { throughPhases } from './through-phases.js';

export interface ObserveOptions {
  readonly settings: Settings;
  readonly actors: readonly Actor[];
  /** A browser that two further identities share, where there is one. */
  readonly device: SharedDevice | null;
  readonly repertoire: Repertoire;
  readonly driver: RolloutDriver;
  readonly recorder: Recorder;
  /** How far the run is with what a pass must have seen. */
  readonly standing: Standing;
  readonly clock: RunClock;
  readonly say: (line: string) => void;
  /** Fires where the rollout is to be taken back although it did not fail. */
  readonly unwanted: AbortSignal;
  /** Ends everything early. */
  readonly signal: AbortSignal;
}

/** Drivers of which nobody knows when the rollout begins. */
const ownTime: ReadonlySet<string> = new Set<Settings['rollout']['driver']>(['manual', 'watch']);

/** The phases that a run with this driver goes through; without a rollout all looking is `before`. */
export function plannedPhases(settings: Settings): readonly PlannedPhase[] {
  const claims = settings.require.maxRate !== null;
  if (settings.rollout.driver === 'none')
    return [{ phase: 'before', lengthMs: claims ? null : settings.rollout.seconds * 1000 }];
  return [
    { phase: 'before', lengthMs: ownTime.has(settings.rollout.driver) ? null : settings.load.beforeMs },
    { phase: 'during', lengthMs: null },
    { phase: 'after', lengthMs: claims ? null : settings.load.afterMs },
  ];
}

/** How long the last answers may take once the looking is over. */
const lastAnswersMs = 3000;

/** Lets all actors look, through every phase, while the driver rolls the new release out. */
export async function observe(options: ObserveOptions): Promise<void> {
  const { settings, recorder } = options;
  const looking = new AbortController();
  // Every actor waits on it, and there may be thousands.
  setMaxListeners(0, looking.signal);
  const cutting = new AbortController();
  setMaxListeners(0, cutting.signal);
  const stop = (): void => {
    looking.abort();
    cutting.abort();
  };
  options.signal.addEventListener('abort', stop, { once: true });
  if (options.signal.aborted) stop();
  const moments = createMoments();
  const driving = drive({
    actors: options.actors,
    device: options.device,
    repertoire: options.repertoire,
    pressure: settings.load.pressure,
    schedules: settings.load.schedules,
    ratePerActor: settings.load.ratePerActor,
    random: createRandom(settings.seed),
    clock: options.clock,
    moments,
    signal: looking.signal,
    cut: cutting.signal,
    onActorLost: (actor, error) => {
      recorder.note('actor-lost', `${actor.name}: ${error instanceof Error ? error.name : 'gone'}`);
    },
  });
  try {
    await throughPhases({ ...options, moments });
  } finally {
    looking.abort();
    const late = setTimeout(() => {
      cutting.abort();
    }, lastAnswersMs);
    await driving;
    clearTimeout(late);
    options.signal.removeEventListener('abort', stop);
  }
}
