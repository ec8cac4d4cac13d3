import { setMaxListeners } from 'node:events';
import type { Actor } from '../model/actor.js';
import type { RunClock } from '../model/phase.js';
import type { Random } from '../model/random.js';
import type { ScheduleName } from '../model/schedule-name.js';
import { castParts, chooseChurners } from './casting.js';
import { createFloor } from './floor.js';
import { createMember, type Stage } from './member.js';
import type { Moments } from './moments.js';
import { pause } from './pause.js';
import { pressures, schedulesOf, type Pressure } from './pressure.js';
import type { Repertoire } from './repertoire.js';
import type { Scene, SharedDevice } from './scene.js';
import { schedules } from './schedules/index.js';
import { watchSwaps, type SwapWatch } from './swap-watch.js';

export interface DriveOptions {
  /** Browsers first. One without an identity asks anonymously; one whose identity has grants is an API client. */
  readonly actors: readonly Actor[];
  readonly device: SharedDevice | null;
  readonly repertoire: Repertoire;
  readonly pressure: Pressure['name'];
  /** Null: those of the pressure. */
  readonly schedules: readonly ScheduleName[] | null;
  readonly ratePerActor: number;
  readonly random: Random;
  readonly clock: RunClock;
  /** Told from outside when the rollout begins and ends; stopped at the end. */
  readonly moments: Moments;
  /** Ends the schedules: nothing new is begun, what is under way comes to its end. */
  readonly signal: AbortSignal;
  /** Cuts off what is under way as well. */
  readonly cut: AbortSignal;
  /** An actor that cannot go on, each time, or the device, which is left out from then on. */
  readonly onActorLost: (actor: { readonly name: string }, error: unknown) => void;
}

/** Where the target tells neither instance nor revision, a swap is presumed this often while it rolls out. */
const presumedSwapMs = 2500;

/** Lets all schedules go on beside each other until `signal` aborts. Resolves when all have stopped. */
export async function drive(options: DriveOptions): Promise<void> {
  const { moments, signal, cut } = options;
  // Every actor waits on them, and there may be thousands: many listeners are no leak.
  setMaxListeners(0, signal, cut);
  const swaps = watchSwaps(moments, options.clock);
  const scene = setScene(options, swaps);
  const wanted = schedulesOf(options);
  const stop = (): void => {
    moments.stop();
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const running = schedules.filter(({ name }) => wanted.includes(name));
  await Promise.all([...running.map((schedule) => schedule.run(scene)), presumeSwaps(scene, swaps)]);
  signal.removeEventListener('abort', stop);
}

function setScene(options: DriveOptions, swaps: SwapWatch): Scene {
  const { actors, device, moments, signal, cut, clock, onActorLost } = options;
  const { pace, churnerEvery } = pressures[options.pressure];
  const stopped = (): boolean => signal.aborted;
  const floor = createFloor();
  const stage: Stage = { clock, floor, signal, cut, onActorLost, observed: (seen) => swaps.see(seen) };
  const isClient = ({ identity }: Actor): boolean => identity?.grants !== undefined;
  const isPerson = (actor: Actor): boolean => actor.identity !== null && !isClient(actor);
  const churners = chooseChurners(actors.filter(isPerson), churnerEvery);
  const members = actors.map((actor) => createMember(actor, churners.has(actor), stage));
  const people = members.filter(({ actor }) => isPerson(actor));
  const parts = castParts(people);
  return {
    people,
    clients: members.filter(({ actor }) => isClient(actor)),
    anonymous: members.find(({ actor }) => actor.identity === null) ?? null,
    device,
    repertoire: options.repertoire,
    thinkMs: 1000 / (options.ratePerActor * pace),
    moments,
    floor,
    random: options.random,
    having: (part) => people.filter((member) => parts.get(member) === part),
    pause: (ms) => pause(ms, signal),
    handOver: async (from, to) => {
      if (device === null || stopped()) return null;
      try {
        const seen = await device.device.handover(from, to, cut);
        swaps.see(seen);
        return seen;
      } catch (error) {
        if (!stopped()) onActorLost(device.device, error);
        return null;
      }
    },
  };
}

async function presumeSwaps({ moments, pause: wait }: Scene, swaps: SwapWatch): Promise<void> {
  if (!(await moments.past('rollout-begins', 0))) return;
  while (swaps.blind && moments.count('rollout-ended') === 0 && (await wait(presumedSwapMs)))
    moments.tell('swap');
}
