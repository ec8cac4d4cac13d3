import type { Settings } from '../config/settings.js';
import type { PrivatePage } from '../workload/repertoire.js';
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
  /** What else will be asked for, by name. */
  readonly streams: readonly string[];
  readonly writes: readonly string[];
  readonly clients: readonly string[];
  /** Places of private URLs, each with the number of identities that have one there. */
  readonly privateUrls: readonly { readonly where: string; readonly identities: number }[];
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
      identities: prepared.actors.length + prepared.readers.length,
      pages: learned.pages,
      sessionCookies: [...learned.recognizer.sessionCookies],
      streams: options.settings.streams.map(({ name }) => name),
      writes: options.settings.writes.map(({ name }) => name),
      clients: options.settings.clients.map(({ name }) => name),
      privateUrls: placesOf(learned.privateUrls),
      unusable: learned.unusable,
      notes: [...learned.unusable.map((id) => `${id} could not sign in`), ...learned.notes, ...learned.weak],
      ready: learned.unusable.length === 0 && learned.pages.every(({ blind }) => !blind),
    };
  } finally {
    for (const failure of await cleanup.run()) options.say(`could not be undone: ${failure}`);
  }
}

function placesOf(urls: readonly PrivatePage[]): CheckOutcome['privateUrls'] {
  const owners = new Map<string, Set<string>>();
  for (const { page, owner } of urls) owners.set(page.name, (owners.get(page.name) ?? new Set()).add(owner));
  return [...owners].map(([where, { size }]) => ({ where, identities: size }));
}
