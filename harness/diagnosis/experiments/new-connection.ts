import type { ExperimentPlan } from './experiment.js';
import { countWrong, inTurn } from './rounds.js';

/**
 * One after the other, each on a connection of its own: what is bound to a connection vanishes. Before and after it
 * the same is asked on connections that are shared, so that what passed by itself meanwhile is not taken for a cure.
 */
export const newConnection: ExperimentPlan = {
  name: 'new-connection',
  detail: 'asked one after the other, each on a connection of its own',
  async run(bench) {
    const actors = bench.newcomers();
    for (const actor of actors) await bench.login(actor);
    const members = bench.members.slice(0, actors.length);
    const sharedBefore = await inTurn(bench, members, bench.unheardOf);
    const apart = await inTurn(bench, actors, bench.unheardOf);
    const sharedAfter = await inTurn(bench, members, bench.unheardOf);
    return [
      countWrong('new-connection', apart),
      countWrong('new-connection-shared', [...sharedBefore, ...sharedAfter]),
    ];
  },
};
