import type { ExperimentPlan } from './experiment.js';
import { countPrevious, countWrong, inTurn } from './rounds.js';

/** One after the other, twice: races vanish, caches and swapped sessions do not. */
export const alone: ExperimentPlan = {
  name: 'alone',
  detail: 'asked one after the other',
  async run(bench) {
    const answers = [...(await inTurn(bench, bench.members)), ...(await inTurn(bench, bench.members))];
    return [countWrong('alone', answers), countPrevious('alone-the-one-before', answers)];
  },
};
