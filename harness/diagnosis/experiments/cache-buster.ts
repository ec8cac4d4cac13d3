import type { ExperimentPlan } from './experiment.js';
import { countPrevious, countWrong, inTurn } from './rounds.js';

/** One after the other with a query that no cache has seen: what vanishes came from a cache. */
export const cacheBuster: ExperimentPlan = {
  name: 'cache-buster',
  detail: 'asked one after the other, each with a query of its own',
  async run(bench) {
    const answers = await inTurn(bench, [...bench.members, ...bench.members], bench.unheardOf);
    return [countWrong('cache-buster', answers), countPrevious('cache-buster-the-one-before', answers)];
  },
};
