import type { ExperimentPlan } from './experiment.js';
import { atOnce, countWrong } from './rounds.js';

/** Everybody for the same page in the same millisecond: races and collapsed requests show. */
export const together: ExperimentPlan = {
  name: 'together',
  detail: 'all in the same millisecond',
  run: async (bench) => [countWrong('together', await atOnce(bench, 3))],
};

/** The same with a query for each of its own: nothing can be collapsed any more, races stay. */
export const togetherCacheBuster: ExperimentPlan = {
  name: 'together-cache-buster',
  detail: 'all in the same millisecond, each with a query of its own',
  run: async (bench) => [countWrong('together-cache-buster', await atOnce(bench, 3, bench.unheardOf))],
};
