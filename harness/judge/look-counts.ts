import type { ObservationClass } from '../model/observation.js';
import type { Phase } from '../model/phase.js';
import type { Counts } from '../model/result.js';
import { createCells } from './cells.js';
import type { Cells } from './cells.js';
import { createTallies } from './tallies.js';
import type { Tallies } from './tallies.js';

/** The place of one look, or of the many own looks of one second. */
export interface Looked {
  readonly phase: Phase;
  readonly where: string;
  readonly revision: string | null;
  readonly instance: string | null;
}

/** Looks by class, in total and by all that a reader asks for. */
export interface LookCounts {
  add(look: Looked, kind: ObservationClass, times: number): void;
  total(): Counts;
  readonly byPhase: Tallies;
  /** page → phase → counts. */
  readonly byPage: ReadonlyMap<string, Tallies>;
  readonly byRevision: Tallies;
  readonly byInstance: Tallies;
  readonly pageCells: Cells;
  readonly instanceCells: Cells;
}

const ALL = 'all';

/** Begins at zero. Places that are none of `pages` count everywhere but in `byPage` and `pageCells`. */
export function createLookCounts(pages: readonly string[]): LookCounts {
  const totals = createTallies();
  const byPhase = createTallies();
  const byPage = new Map(pages.map((page) => [page, createTallies()]));
  const byRevision = createTallies();
  const byInstance = createTallies();
  const pageCells = createCells();
  const instanceCells = createCells();
  return {
    add(look, kind, times) {
      totals.add(ALL, kind, times);
      byPhase.add(look.phase, kind, times);
      byPage.get(look.where)?.add(look.phase, kind, times);
      if (byPage.has(look.where)) pageCells.add(look.where, look, kind, times);
      if (look.revision !== null) byRevision.add(look.revision, kind, times);
      if (look.instance === null) return;
      byInstance.add(look.instance, kind, times);
      instanceCells.add(look.instance, look, kind, times);
    },
    total: () => totals.get(ALL),
    byPhase,
    byPage,
    byRevision,
    byInstance,
    pageCells,
    instanceCells,
  };
}
