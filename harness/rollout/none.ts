import { setTimeout as delay } from 'node:timers/promises';
import type { RolloutDriver } from './driver.js';

/** No rollout: the target is watched for some time as it is, and every look belongs to `before`. */
export function noRollout(options: { seconds: number }): RolloutDriver {
  return {
    name: 'none',
    watchesFromTheStart: false,
    run: async (_report, signal) => {
      await delay(options.seconds * 1000, undefined, { signal }).catch(() => undefined);
    },
    rollBack: null,
  };
}
