import type { Actor } from '../model/actor.js';
import { SosieError } from '../model/errors.js';
import type { Page } from '../model/page.js';

/** How many logins and readings of each page the places are learned from. */
export const samplePlan = { logins: 2, readings: 2, identities: 12 } as const;

const atOnce = 8;

/** Signs every actor in and lets it read every page: the sample twice over, with two logins, the others once. */
export async function readPages(options: {
  actors: readonly Actor[];
  sample: ReadonlySet<Actor>;
  pages: readonly Page[];
  signal: AbortSignal;
}): Promise<void> {
  const waiting = [...options.actors];
  const work = async (): Promise<void> => {
    for (
      let actor = waiting.shift();
      actor !== undefined && !options.signal.aborted;
      actor = waiting.shift()
    ) {
      const plan = options.sample.has(actor) ? samplePlan : { logins: 1, readings: 1 };
      const read = (): Promise<void> => readAs(actor, options.pages, plan, options.signal);
      // A browser that dies takes its actor's session along: from the start, then, in a fresh one.
      await read().catch((error: unknown) => {
        if (error instanceof SosieError) throw error;
        return read();
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function readAs(
  actor: Actor,
  pages: readonly Page[],
  plan: { readonly logins: number; readonly readings: number },
  signal: AbortSignal,
): Promise<void> {
  for (let login = 0; login < plan.logins; login += 1) {
    await actor.perform({ kind: 'login', alias: 0 }, signal);
    if (!actor.signedIn) await actor.perform({ kind: 'login', alias: 0 }, signal);
    if (!actor.signedIn) return;
    for (let reading = 0; reading < plan.readings; reading += 1) {
      for (const page of pages) await actor.perform({ kind: 'visit', page }, signal);
    }
  }
}
