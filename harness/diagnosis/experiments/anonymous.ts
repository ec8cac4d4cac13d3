import type { Answer, ExperimentPlan } from './experiment.js';
import { countWrong } from './rounds.js';

/**
 * Without a login, just after somebody signed in asked: a cache by URL and a context that was not cleared answer that
 * too. On a connection that nobody else uses, who was bound to another one is not found.
 */
export const anonymous: ExperimentPlan = {
  name: 'anonymous',
  detail: 'asked without a login just after somebody signed in',
  async run(bench) {
    const answers: Answer[] = [];
    const apart: Answer[] = [];
    const inside = { actor: bench.anonymous, answers };
    const outside = { actor: bench.outsider, answers: apart };
    let turn = 0;
    for (const page of bench.pages) {
      for (const member of bench.members.slice(0, 3)) {
        await bench.ask(member, page);
        // In a fixed order a balancer of three instances would send each of the two to the same one again and again.
        for (const { actor, answers: into } of turn % 2 === 0 ? [inside, outside] : [outside, inside]) {
          const answer = await bench.ask(actor, page);
          if (answer !== null) into.push(answer);
        }
        turn += 1;
      }
    }
    return [countWrong('anonymous', answers), countWrong('anonymous-apart', apart)];
  },
};
