import type { Settings } from '../config/settings.js';
import type { PageKnowledge } from './2-learn.js';
import { createCleanup } from './cleanup.js';
import { createClock } from './clock.js';
import { prepareAndLearn } from './ready.js';

/** What a preflight found. */
export interface CheckOutcome {
  readonly schema: 'sosie/check@1';
  readonly target: string;
  readonly identities: number;
  readonly pages: readonly PageKnowledge[];
  readonly sessionCookies: readonly string[];
  readonly unusable: readonly string[];
  readonly notes: readonly string[];
  /** Every identity signed in, and every page tells whose it is. */
  readonly ready: boolean;
}

/** Everything up to the point where a run would begin to look; rolls nothing out and writes no run directory. */
export async function check(options: {
  settings: Settings;
  signal: AbortSignal;
  env: NodeJS.ProcessEnv;
  cwd: string;
  say: (line: string) => void;
}): Promise<CheckOutcome> {
  const cleanup = createCleanup();
  try {
    const { prepared, learned } = await prepareAndLearn({ ...options, clock: createClock(), cleanup });
    return {
      schema: 'sosie/check@1',
      target: options.settings.target.baseUrl,
      identities: prepared.actors.length,
      pages: learned.pages,
      sessionCookies: [...learned.recognizer.sessionCookies],
      unusable: learned.unusable,
      notes: [...learned.unusable.map((id) => `${id} could not sign in`), ...learned.notes, ...learned.weak],
      ready: learned.unusable.length === 0 && learned.pages.every(({ blind }) => !blind),
    };
  } finally {
    for (const failure of await cleanup.run()) options.say(`could not be undone: ${failure}`);
  }
}
