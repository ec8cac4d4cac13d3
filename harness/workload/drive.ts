import { setTimeout as delay } from 'node:timers/promises';
import type { Actor, Operation } from '../model/actor.js';
import type { Page } from '../model/page.js';
import type { Random } from '../model/random.js';
import { createBeat, type Beat } from './beat.js';
import { pressures, type Pressure } from './pressure.js';
import { createSchedule, type Schedule } from './schedule.js';

export interface DriveOptions {
  readonly actors: readonly Actor[];
  readonly pages: readonly Page[];
  readonly pressure: Pressure['name'];
  readonly ratePerActor: number;
  readonly random: Random;
  /** Ends the schedules: nothing new is begun, what is under way comes to its end. */
  readonly signal: AbortSignal;
  /** Cuts off what is under way as well. */
  readonly cut: AbortSignal;
  /** An actor that cannot go on: it is left out from then on. */
  readonly onActorLost: (actor: Actor, error: unknown) => void;
}

/** Milliseconds before another login is tried after one that failed. */
const loginPauseMs = 400;

/** Lets every actor follow its own schedule until `signal` aborts. Resolves when all have stopped. */
export async function drive(options: DriveOptions): Promise<void> {
  const pressure = pressures[options.pressure];
  const beat = createBeat({
    everyMs: pressure.beatMs,
    pages: options.pages,
    random: options.random.fork('beat'),
  });
  const stop = (): void => {
    beat.stop();
  };
  options.signal.addEventListener('abort', stop, { once: true });
  if (options.signal.aborted) stop();
  await Promise.all(
    options.actors.map((actor, index) => {
      const schedule = createSchedule({
        pressure,
        index,
        pages: options.pages,
        ratePerActor: options.ratePerActor,
        aliases: actor.identity?.aliases.length ?? 0,
        random: options.random.fork(actor.name),
      });
      return follow(actor, schedule, beat, options);
    }),
  );
  options.signal.removeEventListener('abort', stop);
}

async function follow(actor: Actor, schedule: Schedule, beat: Beat, options: DriveOptions): Promise<void> {
  const { signal } = options;
  const stopped = (): boolean => signal.aborted;
  // A page that shows own data is signed in, whatever forms stand on it.
  let sawItself = false;
  try {
    while (!stopped()) {
      const wait = schedule.wait();
      const together = wait === 'together' ? await beat.next() : null;
      if (wait !== 'together') await delay(wait, undefined, { signal });
      if (stopped()) return;
      const operation: Operation =
        actor.signedIn || sawItself ? asked(together, schedule) : { kind: 'login', alias: 0 };
      const observations = await actor.perform(operation, options.cut);
      sawItself =
        operation.kind !== 'logout' && observations.some((observation) => observation.class === 'own');
      if (!actor.signedIn && operation.kind === 'login') await delay(loginPauseMs, undefined, { signal });
    }
  } catch (error) {
    if (!stopped()) options.onActorLost(actor, error);
  }
}

/** At a common beat browsers and sessions ask for the beat's page; browsers by a fetch, which is as fast. */
function asked(together: Page | null, schedule: Schedule): Operation {
  return together === null ? schedule.next() : { kind: 'fetch', page: together };
}
