import type { Observer } from '../../model/actor.js';
import type { ActorRef } from '../../model/look.js';
import type { Observation } from '../../model/observation.js';

/** The session that an actor was given, and who wants to hear what it is shown with it. */
export interface Exchanged {
  readonly holder: ActorRef;
  /** Name of the holder's login session: "f2#1". */
  readonly session: string;
  hear(observation: Observation): void;
}

/** Reads looks with an exchanged session twice. */
export interface DrillObserver extends Observer {
  /** From now on the looks of this actor are ones with somebody else's session. */
  exchange(actor: string, exchanged: Exchanged): void;
}

/**
 * A look with an exchanged session is read through the eyes of who asked, for the alarm, which must ring and is
 * told to nobody else; and it is recorded as what it truly is: a look with its holder's session. So the exchange itself
 * is never a violation, and whatever it shows of a third person is one, like any other look. The alarm is not told the
 * headers: one that names the session's owner says nothing of what the page shows.
 */
export function createDrillObserver(readers: { truth: Observer; alarm: Observer }): DrillObserver {
  const exchanges = new Map<string, Exchanged>();
  return {
    exchange: (actor, exchanged) => void exchanges.set(actor, exchanged),
    async observe(look) {
      const exchanged = exchanges.get(look.actor.name);
      if (exchanged === undefined) return readers.truth.observe(look);
      const { holder: actor, session } = exchanged;
      const heard = await readers.alarm.observe({ ...look, headers: {} });
      // A call stays one: what an API client may see is judged by its grants.
      const operation = look.operation === 'call' ? 'call' : 'drill';
      await readers.truth.observe({ ...look, actor, session, operation });
      exchanged.hear(heard);
      return heard;
    },
    lostBody: (actor, page) => {
      readers.truth.lostBody(actor, page);
    },
  };
}
