import type { Device } from '../model/actor.js';
import type { Identity } from '../model/identity.js';
import type { Observation } from '../model/observation.js';
import type { Random } from '../model/random.js';
import type { Part } from './casting.js';
import { dueAfterRollout } from './due.js';
import type { Floor } from './floor.js';
import type { Member, Perform } from './member.js';
import type { Moments } from './moments.js';
import type { Repertoire } from './repertoire.js';

/** A browser that several people use, and who they are. */
export interface SharedDevice {
  readonly device: Device;
  readonly users: readonly [Identity, Identity];
}

/** All that a schedule needs: who there is, what may be asked for, and what happens to the target. */
export interface Scene {
  /** Signed-in people, browsers first. */
  readonly people: readonly Member[];
  /** API clients. */
  readonly clients: readonly Member[];
  /** Never signs in; null where there is none. */
  readonly anonymous: Member | null;
  readonly device: SharedDevice | null;
  readonly repertoire: Repertoire;
  /** Mean think time of one member, in milliseconds. */
  readonly thinkMs: number;
  readonly moments: Moments;
  readonly floor: Floor;
  readonly random: Random;
  /** Those of the people that have this part. */
  having(part: Part): readonly Member[];
  /** Waits `ms` milliseconds; false once the run is over. */
  pause(ms: number): Promise<boolean>;
  /** Lets two people use the device one after the other. Gives what the second one saw; null once the device is lost. */
  handOver(from: Identity, to: Identity): Promise<readonly Observation[] | null>;
}

/**
 * One attempt of a member, with a stream of numbers of its own; `attempts` counts those before. `owed`: it is the one
 * after the rollout that the run waits for.
 */
export type Attempt = (
  perform: Perform,
  turn: {
    readonly random: Random;
    readonly attempts: number;
    readonly member: Member;
    readonly owed: boolean;
  },
) => Promise<unknown>;

/** Who takes turns, and how fast. */
export interface Pacing {
  readonly name: string;
  readonly members: readonly Member[];
  readonly meanMs: number;
  /** Each of them takes a turn after the rollout, and the run waits for it. */
  readonly due?: boolean;
  /** And one before it: at once, and the rollout waits for it. */
  readonly dueBefore?: boolean;
}

/** Within so many milliseconds a turn is begun that is to be taken at once: not all at the same moment. */
const atOnceMs = 500;

/** Lets each member attempt something again and again by itself, with pauses spread around `meanMs`, until the run is over. */
export async function paced(
  scene: Scene,
  { name, members, meanMs, due: isDue = false, dueBefore = false }: Pacing,
  attempt: Attempt,
): Promise<void> {
  await Promise.all(
    members.map(async (member) => {
      const random = scene.random.fork(`${name}/${member.actor.name}`);
      const due = isDue ? dueAfterRollout(scene.moments, name, { first: dueBefore }) : null;
      // The first turn comes early: what the old release does is to be known before it is replaced.
      const pauseMs = (attempts: number): number =>
        (attempts === 0 && dueBefore ? atOnceMs : meanMs) * ((attempts === 0 ? 0 : 0.5) + random.next());
      for (let attempts = 0; await scene.pause(pauseMs(attempts)); attempts += 1) {
        const owed = due?.owed() === true;
        if (scene.moments.windsDown() && !owed) continue;
        const turn = { random, attempts, member, owed };
        const done = due?.begins();
        if (!(await member.act((perform) => attempt(perform, turn)))) return;
        done?.();
      }
    }),
  );
}
