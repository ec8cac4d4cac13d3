import type { RunClock } from '../model/phase.js';
import type { RolloutSettings } from '../model/rollout.js';
import { commandDriver } from './command.js';
import { composeDriver } from './compose.js';
import type { RolloutDriver } from './driver.js';
import { kubernetesDriver } from './kubernetes.js';
import { manualDriver } from './manual.js';
import { noRollout } from './none.js';
import type { Readings } from './readings.js';
import { watchDriver } from './watch.js';

export { runChild } from './child.js';
export { createRevisionWatch } from './revision-watch.js';
export type { RolloutDriver, RolloutReporter } from './driver.js';
export { createReadings, type Readings } from './readings.js';
export { roll } from './roll.js';

/** What drivers need besides their settings. */
export interface Surroundings {
  readonly cwd: string;
  readonly say: (line: string) => void;
  /** What the target's answers tell of it, on `clock`. */
  readonly readings: Readings;
  readonly clock: RunClock;
  /** How long is looked before somebody else's rollout is asked for. */
  readonly beforeMs: number;
}

/** The driver that the config names. */
export function createDriver(rollout: RolloutSettings, surroundings: Surroundings): RolloutDriver {
  switch (rollout.driver) {
    case 'command':
      return commandDriver({ ...rollout, ...surroundings });
    case 'manual':
      return manualDriver({ ...rollout, ...surroundings });
    case 'watch':
      return watchDriver({ ...rollout, ...surroundings });
    case 'compose':
      return composeDriver({ ...rollout, ...surroundings });
    case 'kubernetes':
      return kubernetesDriver({ ...rollout, ...surroundings });
    case 'none':
      return noRollout(rollout);
  }
}
