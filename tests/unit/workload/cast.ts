import type { Actor, Operation } from '../../../harness/model/actor.js';
import type { Identity } from '../../../harness/model/identity.js';
import type { Page, Write } from '../../../harness/model/page.js';
import { createRandom } from '../../../harness/model/random.js';
import { drive, type DriveOptions } from '../../../harness/workload/drive.js';
import { createMoments, type Moments } from '../../../harness/workload/moments.js';
import { pagesOnly, type Repertoire } from '../../../harness/workload/repertoire.js';

/** An operation that an actor was asked for, and when. */
export interface Asked {
  readonly actor: string;
  readonly operation: Operation;
  readonly atMs: number;
}

/** An actor whose target answers at once: it keeps what it was asked for, and is signed in as told. */
export function actorOf(
  name: string,
  identity: Identity | null,
  asked: Asked[],
  options: { loginWorks?: boolean; notBefore?: number } = {},
): Actor & { notBefore: number } {
  let signedIn = true;
  return {
    name,
    kind: name.startsWith('b') ? 'browser' : 'http',
    identity,
    notBefore: options.notBefore ?? 0,
    get signedIn() {
      return signedIn && identity !== null;
    },
    perform: async (operation) => {
      asked.push({ actor: name, operation, atMs: performance.now() });
      if (operation.kind === 'login') signedIn = options.loginWorks ?? true;
      if (operation.kind === 'logout' || operation.kind === 'reuse' || operation.kind === 'back')
        signedIn = false;
      await new Promise((resolve) => setImmediate(resolve));
      return [];
    },
    close: () => Promise.resolve(),
  };
}

export function identityOf(index: number, more: Partial<Identity> = {}): Identity {
  return {
    id: `u${String(index + 1).padStart(2, '0')}`,
    index,
    credentials: { username: `user${String(index)}`, password: 'x' },
    aliases: [],
    traits: [],
    tenant: null,
    data: {},
    minted: {},
    ...more,
  };
}

export const profile: Page = { name: 'profile', kind: 'page', path: '/profile', self: null };
export const letter: Page = { name: 'letter', kind: 'document', path: '/letter.pdf', self: null };
export const noteWrite: Write = {
  name: 'note',
  path: '/note',
  method: 'POST',
  field: 'note',
  form: '/note',
  readBack: profile,
};

/** Two pages, and what the test adds. */
export function repertoire(more: Partial<Repertoire> = {}): Repertoire {
  return { ...pagesOnly([profile, letter]), ...more };
}

/** Drives actors for `forMs` milliseconds; `during` tells of moments meanwhile. */
export async function driveFor(
  forMs: number,
  options: Partial<DriveOptions> & { actors: readonly Actor[]; seed?: number },
  during: (moments: Moments) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const moments = createMoments();
  const driving = drive({
    device: null,
    repertoire: repertoire(),
    pressure: 'collide',
    schedules: null,
    ratePerActor: 20,
    random: createRandom(options.seed ?? 1),
    clock: { nowMs: () => performance.now() },
    moments,
    signal: AbortSignal.timeout(forMs),
    cut: AbortSignal.any([]),
    onActorLost: (actor, error) => {
      throw new Error(`${actor.name} was lost`, { cause: error });
    },
    ...options,
  });
  await during(moments);
  await driving;
}
