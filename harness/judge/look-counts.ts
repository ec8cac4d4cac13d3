import type { ObservationClass } from '../model/observation.js';
import type { Phase } from '../model/phase.js';
import type { Counts } from '../model/result.js';
import { addCounts, createTallies } from './tallies.js';
import type { Tallies } from './tallies.js';

/** The place of one look, or of the many own looks of one second. */
export interface Looked {
  readonly phase: Phase;
  readonly where: string;
  readonly revision: string | null;
  readonly instance: string | null;
}

/** Counts under names, to be read. */
export type ReadTallies = Pick<Tallies, 'get' | 'all' | 'names'>;

/** Looks by class, in total and by all that a reader asks for. */
export interface SeenLooks {
  total(): Counts;
  readonly byPhase: ReadTallies;
  /** page → phase → counts. */
  readonly byPage: ReadonlyMap<string, ReadTallies>;
  readonly byRevision: ReadTallies;
  readonly byInstance: ReadTallies;
}

/** Counts looks place by place, so that those at a place can be left out afterwards. */
export interface LookCounts {
  add(look: Looked, kind: ObservationClass, times: number): void;
  /** All looks but the own ones at these pages. */
  without(blind: ReadonlySet<string>): SeenLooks;
}

type Dimension = 'byPhase' | 'byRevision' | 'byInstance';
type PlaceCounts = Readonly<Record<Dimension, Tallies>>;

const ELSEWHERE = Symbol('no configured page');

/** Begins at zero. Places that are none of `pages` count everywhere but in `byPage`. */
export function createLookCounts(pages: readonly string[]): LookCounts {
  const elsewhere = createPlace();
  const places = new Map<string | symbol, PlaceCounts>([
    ...pages.map((page) => [page, createPlace()] as const),
    [ELSEWHERE, elsewhere],
  ]);
  return {
    add(look, kind, times) {
      const { byPhase, byRevision, byInstance } = places.get(look.where) ?? elsewhere;
      byPhase.add(look.phase, kind, times);
      if (look.revision !== null) byRevision.add(look.revision, kind, times);
      if (look.instance !== null) byInstance.add(look.instance, kind, times);
    },
    without(blind) {
      const isBlind = (place: string | symbol): boolean => typeof place === 'string' && blind.has(place);
      const sum = (dimension: Dimension): Tallies => {
        const all = createTallies();
        for (const [place, counts] of places) addInto(all, counts[dimension], isBlind(place));
        return all;
      };
      const byPhase = sum('byPhase');
      const byPage = pages.map((page) => {
        const seen = createTallies();
        addInto(seen, places.get(page)?.byPhase ?? createTallies(), isBlind(page));
        return [page, seen] as const;
      });
      return {
        total: () => addCounts(byPhase.names().map((name) => byPhase.get(name))),
        byPhase,
        byPage: new Map(byPage),
        byRevision: sum('byRevision'),
        byInstance: sum('byInstance'),
      };
    },
  };
}

function createPlace(): PlaceCounts {
  return { byPhase: createTallies(), byRevision: createTallies(), byInstance: createTallies() };
}

/** Adds what was counted, without its own looks where they prove nothing. */
function addInto(all: Tallies, counted: ReadTallies, blind: boolean): void {
  for (const name of counted.names()) {
    const counts = counted.get(name);
    for (const [kind, count] of Object.entries(counts) as [ObservationClass, number][])
      if (count > 0 && !(blind && kind === 'own')) all.add(name, kind, count);
  }
}
