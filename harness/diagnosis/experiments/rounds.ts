import type { Actor } from '../../model/actor.js';
import type { Page } from '../../model/page.js';
import type { Answer, Bench, Trial } from './experiment.js';

/** All members ask for every page, strictly one after the other; `change` may alter each page asked for. */
export async function inTurn(
  bench: Bench,
  actors: readonly Actor[],
  change: (page: Page) => Page = (page) => page,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const page of bench.pages) {
    for (const actor of actors) {
      const answer = await bench.ask(actor, change(page));
      if (answer !== null) answers.push(answer);
    }
  }
  return answers;
}

/** All members ask for one page in the same moment, page after page, `times` over. */
export async function atOnce(
  bench: Bench,
  times: number,
  change: (page: Page) => Page = (page) => page,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let time = 0; time < times; time += 1) {
    for (const page of bench.pages) {
      const burst = await Promise.all(bench.members.map((actor) => bench.ask(actor, change(page))));
      answers.push(...burst.filter((answer) => answer !== null));
    }
  }
  return answers;
}

/** How many answers there were, and how many showed somebody else. */
export function countWrong(name: string, answers: readonly Answer[]): Trial {
  return { name, tried: answers.length, wrong: answers.filter(({ owner }) => owner !== null).length };
}

/** Of the wrong answers of a serial round: how many showed who had asked before, on the same instance or at all. */
export function countPrevious(name: string, answers: readonly Answer[]): Trial {
  const last = new Map<string, string | null>();
  let tried = 0;
  let wrong = 0;
  let before: string | null = null;
  for (const { viewer, owner, instance } of answers) {
    if (owner !== null && before !== null) {
      tried += 1;
      if (owner === before || owner === last.get(instance ?? '')) wrong += 1;
    }
    before = viewer;
    last.set(instance ?? '', viewer);
  }
  return { name, tried, wrong };
}
