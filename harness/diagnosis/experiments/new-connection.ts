import type { ExperimentPlan } from './experiment.js';
import { countWrong, inTurn } from './rounds.js';

const mostMembers = 3;

/**
 * The same sessions one after the other, each on a connection of its own: what is bound to a connection vanishes, what is
 * bound to a session stays. Before and after it the same is asked on connections that are shared, so that what passed by
 * itself meanwhile is not taken for a cure.
 */
export const newConnection: ExperimentPlan = {
  name: 'new-connection',
  detail: 'asked one after the other, each on a connection of its own',
  async run(bench) {
    const members = bench.members.slice(0, mostMembers);
    const sharedBefore = await inTurn(bench, members, bench.unheardOf);
    const { actors, giveBack } = await bench.apart(members.length);
    const apart = await inTurn(bench, actors, bench.unheardOf);
    await giveBack();
    const sharedAfter = await inTurn(bench, members, bench.unheardOf);
    return [
      countWrong('new-connection', apart),
      countWrong('new-connection-shared', [...sharedBefore, ...sharedAfter]),
    ];
  },
};
