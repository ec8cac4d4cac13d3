import type { ExperimentPlan } from './experiment.js';
import { countWrong, inTurn } from './rounds.js';

/** One after the other, each on a connection of its own: what is bound to a connection vanishes. */
export const newConnection: ExperimentPlan = {
  name: 'new-connection',
  detail: 'asked one after the other, each on a connection of its own',
  async run(bench) {
    const actors = bench.newcomers();
    for (const actor of actors) await bench.login(actor);
    return [countWrong('new-connection', await inTurn(bench, actors, bench.unheardOf))];
  },
};
