import type { Cell } from '../model/coverage.js';
import type { ObservationClass } from '../model/observation.js';
import type { Phase } from '../model/phase.js';
import type { Counts } from '../model/result.js';
import { createCells } from './cells.js';
import type { Cells } from './cells.js';
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
  /** By configured page, phase and revision. */
  readonly pageCells: readonly Cell[];
  /** By instance, phase and revision. */
  readonly instanceCells: readonly Cell[];
}

/** Counts looks place by place, so that those at a place can be left out afterwards. */
export interface LookCounts {
  add(look: Looked, kind: ObservationClass, times: number): void;
  /** All looks but the own ones at these pages. */
  without(blind: ReadonlySet<string>): SeenLooks;
  /** `without(blind).byPhase` alone: cheap enough to be asked for again and again. */
  byPhase(blind: ReadonlySet<string>): ReadTallies;
}

type Dimension = 'byPhase' | 'byRevision' | 'byInstance';
type PlaceCounts = Readonly<Record<Dimension, Tallies>> & {
  readonly pageCells: Cells;
  readonly instanceCells: Cells;
};

const ELSEWHERE = Symbol('no configured page');

/** Begins at zero. Places that are none of `pages` count everywhere but in `byPage` and `pageCells`. */
export function createLookCounts(pages: readonly string[]): LookCounts {
  const elsewhere = createPlace();
  const places = new Map<string | symbol, PlaceCounts>([
    ...pages.map((page) => [page, createPlace()] as const),
    [ELSEWHERE, elsewhere],
  ]);
  const isBlind = (place: string | symbol, blind: ReadonlySet<string>): boolean =>
    typeof place === 'string' && blind.has(place);
  const sum = (dimension: Dimension, blind: ReadonlySet<string>): Tallies => {
    const all = createTallies();
    for (const [place, counts] of places) addInto(all, counts[dimension], isBlind(place, blind));
    return all;
  };
  const cells = (dimension: 'pageCells' | 'instanceCells', blind: ReadonlySet<string>): readonly Cell[] => {
    const all = createCells();
    for (const [place, counts] of places)
      for (const cell of counts[dimension].all())
        all.add(cell.name, cell, isBlind(place, blind) ? { own: 0, other: cell.other } : cell);
    return all.all();
  };
  return {
    add(look, kind, times) {
      const place = places.get(look.where) ?? elsewhere;
      const cell = kind === 'own' ? { own: times, other: 0 } : { own: 0, other: times };
      place.byPhase.add(look.phase, kind, times);
      if (place !== elsewhere) place.pageCells.add(look.where, look, cell);
      if (look.revision !== null) place.byRevision.add(look.revision, kind, times);
      if (look.instance === null) return;
      place.byInstance.add(look.instance, kind, times);
      // A copy that only ever fails (one that starts, one that is drained) shows nobody's data.
      if (kind !== 'error') place.instanceCells.add(look.instance, look, cell);
    },
    byPhase: (blind) => sum('byPhase', blind),
    without(blind) {
      const byPhase = sum('byPhase', blind);
      const byPage = pages.map((page) => {
        const seen = createTallies();
        addInto(seen, places.get(page)?.byPhase ?? createTallies(), isBlind(page, blind));
        return [page, seen] as const;
      });
      return {
        total: () => addCounts(byPhase.names().map((name) => byPhase.get(name))),
        byPhase,
        byPage: new Map(byPage),
        byRevision: sum('byRevision', blind),
        byInstance: sum('byInstance', blind),
        pageCells: cells('pageCells', blind),
        instanceCells: cells('instanceCells', blind),
      };
    },
  };
}

function createPlace(): PlaceCounts {
  return {
    byPhase: createTallies(),
    byRevision: createTallies(),
    byInstance: createTallies(),
    pageCells: createCells(),
    instanceCells: createCells(),
  };
}

/** Adds what was counted, without its own looks where they prove nothing. */
function addInto(all: Tallies, counted: ReadTallies, blind: boolean): void {
  for (const name of counted.names()) {
    const counts = counted.get(name);
    for (const [kind, count] of Object.entries(counts) as [ObservationClass, number][])
      if (count > 0 && !(blind && kind === 'own')) all.add(name, kind, count);
  }
}
