import type { ExperimentPlan } from './experiment.js';
import { countWrong, inTurn } from './rounds.js';

/** One after the other, just after requests that were cut off: answers nobody read may lie on a connection. */
export const afterCancel: ExperimentPlan = {
  name: 'after-cancel',
  detail: 'asked one after the other, after requests that were cut off',
  async run(bench) {
    for (const page of bench.pages)
      await Promise.all(bench.members.map((actor) => bench.cancel(actor, page)));
    return [countWrong('after-cancel', await inTurn(bench, bench.members, bench.unheardOf))];
  },
};
