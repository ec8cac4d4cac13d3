import { phases } from '../model/phase.js';
import type { Phase } from '../model/phase.js';
import type { Observation } from '../model/observation.js';

/** Sessions that said whose they are, and those of them that ever said somebody else. */
export interface SessionCount {
  readonly n: number;
  readonly violations: number;
}

/** What is known of every session, in a few bytes each. */
export interface Sessions {
  /** `blind`: the page is known to prove nothing, so that its own looks are none. */
  see(observation: Observation, blind: boolean): void;
  /** All that was seen but what own looks at these pages said. */
  without(blind: ReadonlySet<string>): SeenSessions;
  /** Sessions seen as own on one revision and later as own on another. */
  handoffs(): number;
}

/** Sessions, to be counted. */
export interface SeenSessions {
  /** Null: all phases, all pages together. */
  count(phase: Phase | null, page: string | null): SessionCount;
}

interface Session {
  /** Two bits for each phase (said own, said another), one byte for all other places together and one for each page. */
  readonly said: Uint8Array;
  revision: string | null;
  handedOff: boolean;
}

const OWN = 1;
const MIXED = 2;

/** Follows sessions over the configured pages. */
export function createSessions(pages: readonly string[]): Sessions {
  const sessions = new Map<string, Session>();
  const slots = new Map(pages.map((page, index) => [page, index + 1]));
  let handoffs = 0;

  const followRevision = (session: Session, revision: string | null): void => {
    if (revision === null) return;
    if (session.revision !== null && session.revision !== revision && !session.handedOff) {
      session.handedOff = true;
      handoffs += 1;
    }
    session.revision = revision;
  };

  return {
    see(observation, blind) {
      const { class: kind } = observation;
      if (kind !== 'own' && kind !== 'foreign' && kind !== 'stranger') return;
      let session = sessions.get(observation.session);
      if (session === undefined) {
        session = { said: new Uint8Array(pages.length + 1), revision: null, handedOff: false };
        sessions.set(observation.session, session);
      }
      const bit = (kind === 'own' ? OWN : MIXED) << (2 * phases.indexOf(observation.phase));
      mark(session.said, slots.get(observation.where) ?? 0, bit);
      if (kind === 'own' && !blind) followRevision(session, observation.revision);
    },
    without: (blind) => ({
      count: (phase, page) =>
        countSaid([...sessions.values()], phase, {
          slots: page === null ? [0, ...slots.values()] : [slots.get(page) ?? -1],
          blind: new Set([...blind].map((name) => slots.get(name))),
        }),
    }),
    handoffs: () => handoffs,
  };
}

/** Counts over some places, those where own looks prove nothing by what else was said there. */
function countSaid(
  sessions: readonly Session[],
  phase: Phase | null,
  places: { readonly slots: readonly number[]; readonly blind: ReadonlySet<number | undefined> },
): SessionCount {
  const shifts = (phase === null ? phases : [phase]).map((name) => 2 * phases.indexOf(name));
  const mask = (flags: number): number => shifts.reduce((total, shift) => total | (flags << shift), 0);
  const [any, mixed] = [mask(OWN | MIXED), mask(MIXED)];
  const masks = places.slots.map((slot) => ({ slot, told: places.blind.has(slot) ? mixed : any }));
  let n = 0;
  let violations = 0;
  for (const { said } of sessions) {
    let bits = 0;
    for (const { slot, told } of masks) bits |= (said[slot] ?? 0) & told;
    if (bits !== 0) n += 1;
    if ((bits & mixed) !== 0) violations += 1;
  }
  return { n, violations };
}

function mark(said: Uint8Array, slot: number, bit: number): void {
  said[slot] = (said[slot] ?? 0) | bit;
}
