import type { ExperimentPlan, Answer } from './experiment.js';
import { countWrong } from './rounds.js';

/** Everybody signs in afresh, one after the other, twice, and asks for one page: does a new session cure it? */
export const freshLogin: ExperimentPlan = {
  name: 'fresh-login',
  detail: 'signed in afresh, one after the other',
  async run(bench) {
    const [page] = bench.pages;
    const answers: Answer[] = [];
    const owners = new Map<string, (string | null)[]>();
    for (const times of [1, 2]) {
      // Those who were themselves the first time are themselves by that login: only the others are asked again.
      const again = bench.members.filter(
        ({ identity }) =>
          times === 1 || owners.get(identity?.id ?? '')?.some((owner) => owner !== null) === true,
      );
      for (const actor of again) {
        await bench.login(actor);
        const answer = page === undefined ? null : await bench.ask(actor, page);
        if (answer === null) continue;
        answers.push(answer);
        const id = actor.identity?.id ?? '';
        owners.set(id, [...(owners.get(id) ?? []), answer.owner]);
      }
    }
    const repeated = [...owners.values()].filter((all) => all.length > 1);
    const same = repeated.filter(([first, second]) => first === second).length;
    return [
      countWrong('fresh-login', answers),
      { name: 'fresh-login-same-account', tried: repeated.length, wrong: same },
    ];
  },
};
