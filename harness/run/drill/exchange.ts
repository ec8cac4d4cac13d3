import { swapSessions, type SwappingActor } from '../../actors/index.js';
import type { DrillLook } from '../../model/history.js';
import type { Identity } from '../../model/identity.js';
import type { ActorRef } from '../../model/look.js';
import type { Observation } from '../../model/observation.js';
import type { Page } from '../../model/page.js';
import type { RunClock } from '../../model/phase.js';
import { pause } from '../../workload/pause.js';
import { createAlarm, type Alarm } from './alarm.js';
import type { Pair } from './choose-pair.js';
import type { DrillObserver } from './drill-observer.js';

/** How two sessions are exchanged, and what is looked at with them. */
export interface Exchange<Copy> {
  readonly pair: Pair;
  /** Both need to be new: their sessions are given away. */
  readonly open: (identity: Identity) => Promise<SwappingActor<Copy>>;
  /** What is asked for with the session of `holder`. */
  readonly placesOf: (holder: Identity) => readonly Page[];
  /** Name of the login session of an actor. */
  readonly sessionOf: (actor: string) => string;
  readonly observer: DrillObserver;
  readonly clock: RunClock;
  /** Ends the drill: what is left is unanswered. */
  readonly signal: AbortSignal;
  /** The whole run is over: nothing more is told. */
  readonly stopped: () => boolean;
  readonly done: (look: ExchangedLook) => void;
}

/** What is known of one exchanged look where it was made. */
export type ExchangedLook = Pick<DrillLook, 'by' | 'viewer' | 'owner' | 'result'> & { readonly page: Page };

/** A busy target gets so many chances for each page. */
const attempts = 4;
const attemptPauseMs = 250;
/** An answer that takes longer than this is not waited for twice, in milliseconds. */
const tooLongMs = 3_000;
/** Longest wait that a target may ask for, in milliseconds. */
const longestAwayMs = 5_000;
/** How long a stream may keep silent, in milliseconds. */
const listenMs = 4_000;

/** Signs two people in afresh, exchanges their sessions, and lets both look at every place once. */
export async function exchange<Copy>(plan: Exchange<Copy>): Promise<void> {
  const { one, other } = plan.pair;
  const actors = await Promise.all([plan.open(one), plan.open(other)]);
  try {
    const [first, second] = actors;
    await Promise.all(actors.map((actor) => signIn(actor, plan)));
    if (first.signedIn && second.signedIn) await swapSessions(first, second);
    await Promise.all([lookAs(first, second, plan), lookAs(second, first, plan)]);
  } finally {
    await Promise.allSettled(actors.map((actor) => actor.close()));
  }
}

async function signIn<Copy>(actor: SwappingActor<Copy>, { clock, signal }: Exchange<Copy>): Promise<void> {
  for (let attempt = 1; attempt <= 2 && !signal.aborted && !actor.signedIn; attempt += 1) {
    if (attempt > 1) await away(actor, clock, signal);
    await actor.perform({ kind: 'login', alias: 0 }, signal);
  }
}

/** `actor` looks with the session that `holder` had. Without one there is nothing to look with. */
async function lookAs<Copy>(
  actor: SwappingActor<Copy>,
  holder: SwappingActor<Copy>,
  plan: Exchange<Copy>,
): Promise<void> {
  const [viewer, owner] = [actor.identity, holder.identity];
  if (viewer === null || owner === null) return;
  const look =
    actor.signedIn && holder.signedIn ? exchangedLook(actor, { ...holder, identity: owner }, plan) : null;
  for (const page of plan.placesOf(owner)) {
    const result = look === null ? 'signed-out' : await tryOften(actor, plan, () => look(page));
    if (plan.stopped()) return;
    plan.done({ page, by: actor.kind, viewer: viewer.id, owner: owner.id, result });
  }
}

/** One visit of a page, heard by an alarm of its own; a stream is left as soon as it rings. */
function exchangedLook<Copy>(
  actor: SwappingActor<Copy>,
  { name, kind, identity }: ActorRef,
  { observer, sessionOf, signal }: Exchange<Copy>,
): (page: Page) => Promise<Alarm> {
  let hear = (_observation: Observation): void => undefined;
  observer.exchange(actor.name, {
    holder: { name, kind, identity },
    session: sessionOf(name),
    hear: (observation) => hear(observation),
  });
  return async (page) => {
    const alarm = createAlarm(page);
    const enough = new AbortController();
    hear = (observation) => {
      alarm.hear(observation);
      if (isStream(page) && alarm.rings) enough.abort();
    };
    const operation = isStream(page)
      ? ({ kind: 'listen', page, forMs: listenMs } as const)
      : ({ kind: 'visit', page } as const);
    await actor.perform(operation, AbortSignal.any([signal, enough.signal]));
    return alarm;
  };
}

/** What is refused for a while, or breaks off, is asked for again; what takes too long is not. */
async function tryOften<Copy>(
  actor: SwappingActor<Copy>,
  { clock, signal }: Exchange<Copy>,
  once: () => Promise<Alarm>,
): Promise<DrillLook['result']> {
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    const startedMs = clock.nowMs();
    const result = (await once()).result();
    const isFinal = attempt === attempts || clock.nowMs() - startedMs > tooLongMs;
    if (result !== 'unanswered' || isFinal) return result;
    await away(actor, clock, signal);
  }
  return 'unanswered';
}

function away<Copy>(actor: SwappingActor<Copy>, clock: RunClock, signal: AbortSignal): Promise<unknown> {
  const askedMs = Math.min(actor.notBefore - clock.nowMs(), longestAwayMs);
  return pause(Math.max(askedMs, attemptPauseMs), signal);
}

function isStream({ kind }: Page): boolean {
  return kind === 'websocket' || kind === 'events';
}
