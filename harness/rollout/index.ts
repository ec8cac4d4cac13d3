import type { RolloutDriver } from './driver.js';
import { commandDriver } from './command.js';
import { manualDriver } from './manual.js';
import { noRollout } from './none.js';

export { createRevisionWatch } from './revision-watch.js';
export type { RolloutDriver, RolloutReporter } from './driver.js';

/** What each driver needs; the shape of the config's `rollout` with its defaults filled in. */
export type RolloutSettings =
  | { readonly driver: 'command'; readonly command: string; readonly timeoutSeconds: number }
  | { readonly driver: 'manual'; readonly port: number; readonly timeoutSeconds: number }
  | { readonly driver: 'none'; readonly seconds: number };

/** The driver that the config names. */
export function createDriver(
  rollout: RolloutSettings,
  surroundings: { cwd: string; say: (line: string) => void },
): RolloutDriver {
  switch (rollout.driver) {
    case 'command':
      return commandDriver({ ...rollout, cwd: surroundings.cwd });
    case 'manual':
      return manualDriver({ ...rollout, say: surroundings.say });
    case 'none':
      return noRollout(rollout);
  }
}
