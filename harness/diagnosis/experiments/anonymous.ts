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
    for (const page of bench.pages) {
      for (const actor of bench.members.slice(0, 3)) {
        await bench.ask(actor, page);
        const answer = await bench.ask(bench.anonymous, page);
        if (answer !== null) answers.push(answer);
        const outside = await bench.ask(bench.outsider, page);
        if (outside !== null) apart.push(outside);
      }
    }
    return [countWrong('anonymous', answers), countWrong('anonymous-apart', apart)];
  },
};
