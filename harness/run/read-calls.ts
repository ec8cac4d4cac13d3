import { pathOnTarget } from '../actors/index.js';
import type { PageSamples } from '../markers/index.js';
import type { Actor } from '../model/actor.js';
import type { Look } from '../model/look.js';
import type { Page } from '../model/page.js';
import type { Target } from '../model/target.js';
import type { Scanner } from '../scan/index.js';
import type { Held } from './learning-observer.js';
import { sampleOf } from './page-samples.js';
import { isPersonalCall, personalCalls, viewersOf, type PersonalCalls } from './personal-calls.js';
import { isWorthAsking } from './private-urls/private-candidates.js';

const atOnce = 8;

/** Who reads calls, and with what. */
interface CallReading {
  readonly target: Target;
  /** The configured ones: what they list was read already. */
  readonly pages: readonly Page[];
  readonly readers: readonly Actor[];
  readonly held: Held;
  /** Knows what the accounts and the configured pages tell. */
  readonly scanner: Scanner;
  readonly signal: AbortSignal;
}

/** What the calls that nobody listed showed. */
interface ReadCalls {
  readonly samples: readonly PageSamples[];
  /** Those that a plain-HTTP session can ask for by itself. */
  readonly askable: readonly Page[];
}

/** Lets plain-HTTP sessions ask for the personal calls that browsers were seen to make, and gives what all were shown. */
export async function readCalls(reading: CallReading): Promise<ReadCalls> {
  const { readers, held, signal } = reading;
  const sessions = readers.filter(({ kind, signedIn }) => kind === 'http' && signedIn);
  const [first] = sessions;
  const met = personalCalls(held.looks, reading);
  const askable = first === undefined ? [] : await askableBy(first, met, reading);
  const waiting = sessions.slice(1);
  const ask = async (): Promise<void> => {
    for (let actor = waiting.shift(); actor !== undefined && !signal.aborted; actor = waiting.shift())
      for (const page of askable) await actor.perform({ kind: 'visit', page }, signal);
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
  return { samples: await samplesOf(personalCalls(held.looks, reading)), askable };
}

/** Addresses that show a plain-HTTP session its own data: a call may need a header that only the page's script knows. */
async function askableBy(
  actor: Actor,
  calls: PersonalCalls,
  { target, held, scanner, signal }: CallReading,
): Promise<readonly Page[]> {
  const askable: Page[] = [];
  for (const [name, looks] of calls) {
    const path = sharedAddress(looks, target);
    if (path === null) continue;
    const page: Page = { name, kind: 'subresource', path, self: null };
    await actor.perform({ kind: 'visit', page }, signal);
    if (held.looks.some((look) => look.page === page && isPersonalCall(look, scanner))) askable.push(page);
    // Whoever is refused is taken for signed out.
    if (!actor.signedIn) await actor.perform({ kind: 'login', alias: 0 }, signal);
  }
  return askable;
}

/** The first address on the target, with its query, to which at least two identities were sent; or null. */
function sharedAddress(looks: readonly Look[], target: Target): string | null {
  const shared = looks.find(({ url }) => viewersOf(looks.filter((look) => look.url === url)).size >= 2);
  const path = shared === undefined ? null : pathOnTarget(target, shared.url);
  return path !== null && isWorthAsking(path) ? path : null;
}

function samplesOf(calls: PersonalCalls): Promise<readonly PageSamples[]> {
  return Promise.all(
    [...calls].map(async ([name, looks]) => ({
      name,
      self: null,
      met: true,
      samples: (await Promise.all(looks.map(sampleOf))).filter((sample) => sample !== null),
    })),
  );
}
