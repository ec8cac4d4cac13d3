import { afterCancel } from './after-cancel.js';
import { alone } from './alone.js';
import { anonymous } from './anonymous.js';
import { cacheBuster } from './cache-buster.js';
import type { ExperimentPlan } from './experiment.js';
import { freshLogin } from './fresh-login.js';
import { loginsTogether } from './logins-together.js';
import { newConnection } from './new-connection.js';
import { together, togetherCacheBuster } from './together.js';

/** Every experiment, in the order of running: the first one signs everybody in; the last ones tell the least. */
export const experiments: readonly ExperimentPlan[] = [
  freshLogin,
  alone,
  cacheBuster,
  together,
  togetherCacheBuster,
  anonymous,
  afterCancel,
  loginsTogether,
  newConnection,
];
