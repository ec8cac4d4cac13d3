import { barrier } from './barrier.js';
import { callers } from './callers.js';
import { cancel } from './cancel.js';
import { churn } from './churn.js';
import { drain } from './drain.js';
import { handover } from './handover.js';
import { idleWake } from './idle-wake.js';
import { keepReloading } from './keep-reloading.js';
import { leavers } from './leavers.js';
import { loginStorm } from './login-storm.js';
import { probes } from './probes.js';
import type { Schedule } from './schedule.js';
import { serialPairs } from './serial-pairs.js';
import { streams } from './streams.js';
import { writers } from './writers.js';

/** Every schedule, in the order of `scheduleNames`. */
export const schedules: readonly Schedule[] = [
  keepReloading,
  barrier,
  cancel,
  churn,
  loginStorm,
  serialPairs,
  idleWake,
  drain,
  streams,
  writers,
  leavers,
  probes,
  callers,
  handover,
];
