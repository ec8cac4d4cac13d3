import type { Actor, Operation } from '../model/actor.js';
import type { Observation } from '../model/observation.js';
import type { RunClock } from '../model/phase.js';
import type { Floor } from './floor.js';
import { pause } from './pause.js';

/** Attempts one operation; signs in first where that is needed. Gives nothing once the run is over. */
export type Perform = (operation: Operation) => Promise<readonly Observation[]>;

/** An actor that several schedules share: each takes it for a few operations, and the others wait their turn. */
export interface Member {
  readonly actor: Actor;
  /** Signs in again and again; the others keep one session through the whole run. */
  readonly churns: boolean;
  /**
   * Resolves with false once the run is over; never rejects. An actor that cannot go on (no browser can be had) is left
   * out for half a minute: a watch of many hours must not lose it for good.
   */
  act(
    body: (perform: Perform) => Promise<unknown>,
    options?: { readonly onFloor: boolean },
  ): Promise<boolean>;
}

/** What all members share. */
export interface Stage {
  readonly clock: RunClock;
  readonly floor: Floor;
  /** Ends the schedules: nothing new is begun, what is under way comes to its end. */
  readonly signal: AbortSignal;
  /** Cuts off what is under way as well. */
  readonly cut: AbortSignal;
  /** Told of an actor that cannot go on, each time. */
  onActorLost(actor: Actor, error: unknown): void;
  observed(observations: readonly Observation[]): void;
}

/** Milliseconds before anything else is tried after a login that failed. */
const loginPauseMs = 400;

/** Milliseconds for which an actor is left out that could not go on. */
const leftOutMs = 30_000;

/** The longest that a target may ask an actor to stay away, in milliseconds (RFC 9110, 10.2.3). */
const longestAwayMs = 30_000;

/** Whether an operation says something about the session that the actor is left with. */
const tells: ReadonlySet<Operation['kind']> = new Set([
  'visit',
  'reload',
  'fetch',
  'login',
  'write',
  'listen',
]);
const ends: ReadonlySet<Operation['kind']> = new Set(['logout', 'reuse', 'back']);

export function createMember(actor: Actor, churns: boolean, stage: Stage): Member {
  const { signal } = stage;
  const stopped = (): boolean => signal.aborted;
  let queue: Promise<unknown> = Promise.resolve();
  let outUntilMs = -Infinity;
  // A page that shows own data is signed in, whatever forms stand on it.
  let sawItself = false;

  const attempt = async (operation: Operation): Promise<readonly Observation[]> => {
    const awayMs = Math.min(actor.notBefore - stage.clock.nowMs(), longestAwayMs);
    if (awayMs > 0) await pause(awayMs, signal);
    if (stopped()) return [];
    const observations = await actor.perform(operation, stage.cut);
    if (ends.has(operation.kind)) sawItself = false;
    else if (tells.has(operation.kind)) sawItself = observations.some((one) => one.class === 'own');
    stage.observed(observations);
    return observations;
  };
  const signIn = async (alias: number): Promise<readonly Observation[]> => {
    const observations = await attempt({ kind: 'login', alias });
    if (!actor.signedIn && !stopped()) await pause(loginPauseMs, signal);
    return observations;
  };
  const perform = async (operation: Operation, onFloor: boolean): Promise<readonly Observation[]> => {
    if (!onFloor) await stage.floor.free();
    if (operation.kind === 'login') return signIn(operation.alias);
    const nobody = actor.identity === null;
    if (!nobody && !actor.signedIn && !sawItself) await signIn(0);
    return nobody || actor.signedIn || sawItself ? attempt(operation) : [];
  };

  return {
    actor,
    churns,
    act: (body, { onFloor } = { onFloor: false }) => {
      const turn = queue.then(async () => {
        if (stopped()) return false;
        if (stage.clock.nowMs() < outUntilMs) return true;
        try {
          await body((operation) => perform(operation, onFloor));
        } catch (error) {
          outUntilMs = stage.clock.nowMs() + leftOutMs;
          if (!stopped()) stage.onActorLost(actor, error);
        }
        return !stopped();
      });
      queue = turn;
      return turn;
    },
  };
}
