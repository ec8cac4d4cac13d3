import type { Answer, ExperimentPlan } from './experiment.js';
import { countWrong } from './rounds.js';

/** Everybody signs in in the same moment and then asks in turn: logins that share a state take each other's place. */
export const loginsTogether: ExperimentPlan = {
  name: 'logins-together',
  detail: 'signed in all at once, then asked one after the other',
  async run(bench) {
    const [page] = bench.pages;
    await Promise.all(bench.members.map((actor) => bench.login(actor)));
    const answers: Answer[] = [];
    for (const actor of bench.members) {
      const answer = page === undefined ? null : await bench.ask(actor, bench.unheardOf(page));
      if (answer !== null) answers.push(answer);
    }
    return [countWrong('logins-together', answers)];
  },
};
