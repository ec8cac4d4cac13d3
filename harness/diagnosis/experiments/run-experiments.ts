import type { Experiment } from '../../model/history.js';
import { experiments } from './index.js';
import type { Bench, ExperimentPlan } from './experiment.js';

export interface ExperimentsOptions {
  /** A bench on which `signal` is the present experiment's. */
  readonly bench: (signal: () => AbortSignal) => Bench;
  readonly plans?: readonly ExperimentPlan[];
  readonly nowMs: () => number;
  readonly emit: (record: Experiment) => void;
  readonly signal: AbortSignal;
}

/** All experiments together, and each of them, in milliseconds: a slow target must not be asked for ever. */
const allMs = 8000;
const eachMs = 1800;

/** Runs every experiment for which time is left and emits what was counted. Gives the number of records. */
export async function runExperiments(options: ExperimentsOptions): Promise<number> {
  const whole = AbortSignal.any([options.signal, AbortSignal.timeout(allMs)]);
  let present = whole;
  const bench = options.bench(() => present);
  const where = bench.pages.map(({ name }) => name).join(', ');
  let records = 0;
  for (const plan of options.plans ?? experiments) {
    if (whole.aborted) break;
    present = AbortSignal.any([whole, AbortSignal.timeout(eachMs)]);
    for (const { name, tried, wrong } of await plan.run(bench)) {
      if (tried === 0) continue;
      const atMs = Math.round(options.nowMs());
      options.emit({ type: 'experiment', atMs, name, where, tried, wrong, detail: plan.detail });
      records += 1;
    }
  }
  return records;
}
