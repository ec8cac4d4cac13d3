import type { Trial } from '../trial.js';
import { browserTrials } from './browser-killed.js';
import { clockTrials } from './clock-changed.js';
import { controls } from './control.js';
import { diskTrials } from './disk-full.js';
import { driverTrials } from './driver-breaks.js';
import { outputTrials } from './output-closed.js';
import { redisTrials } from './redis-gone.js';
import { signalTrials } from './signals.js';
import { targetTrials } from './target-gone.js';
import { webhookTrials } from './webhook-hangs.js';

/** Every trial, in the order of the table in docs/reliability.md. */
export const trials: readonly Trial[] = [
  ...controls,
  ...signalTrials,
  ...browserTrials,
  ...targetTrials,
  ...redisTrials,
  ...diskTrials,
  ...clockTrials,
  ...outputTrials,
  ...driverTrials,
  ...webhookTrials,
];
