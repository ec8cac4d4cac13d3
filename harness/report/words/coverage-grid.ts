import { ownIn } from '../../model/coverage.js';
import type { Cell, MissingCell } from '../../model/coverage.js';
import { phases as phaseOrder } from '../../model/phase.js';
import type { Phase } from '../../model/phase.js';
import type { Exposure } from '../../model/result.js';
import { counted, formatCount } from './figures.js';
import { printable } from './printable.js';

/** Own looks of a row in one column; `required` where that is too few. */
export interface GridCell {
  readonly own: number;
  readonly required: number | null;
}

/** A page with its own looks: by phase and revision, by phase, and by revision. */
export interface GridRow {
  readonly page: string;
  /** The fire drill did not ring on it: its own looks prove nothing and are not counted. */
  readonly blind: boolean;
  readonly inPhase: (phase: Phase) => GridCell;
  readonly on: (revision: string) => GridCell;
  readonly at: (phase: Phase, revision: string | null) => number;
  /** Looks of the phase that showed somebody else. */
  readonly mixUps: (phase: Phase) => number;
  readonly lacks: boolean;
}

/** Where the own looks of a run fell: pages × phases × revisions. */
export interface CoverageGrid {
  readonly rows: readonly GridRow[];
  readonly phases: readonly Phase[];
  /** Revisions on which somebody was seen as own, oldest first; empty where the target does not tell. */
  readonly revisions: readonly string[];
  /** Those of one phase, null for answers that do not tell; never empty. */
  readonly revisionsIn: (phase: Phase) => readonly (string | null)[];
}

/** Lays out what was covered; phases that the run had to have are there although nothing was seen in them. */
export function coverageGrid(exposure: Exposure): CoverageGrid {
  const { pages: cells, missing } = exposure.coverage;
  const had = new Set<string>(Object.keys(exposure.byPhase));
  for (const { phase } of missing) if (phase !== null) had.add(phase);
  const phases = phaseOrder.filter((phase) => had.has(phase));
  const names = [...new Set([...Object.keys(exposure.byPage), ...cells.map(({ name }) => name)])];
  const blind = new Set(exposure.drills.filter(({ rang }) => !rang).map(({ page }) => page));
  const inOrder = [...cells].sort((a, b) => phaseOrder.indexOf(a.phase) - phaseOrder.indexOf(b.phase));
  const told = inOrder.flatMap(({ revision, own }) => (revision === null || own === 0 ? [] : [revision]));
  const revisions = [...new Set(told)];
  return {
    rows: names.map((name) => {
      const lost = missing.filter(({ page }) => page === name);
      return {
        page: name,
        blind: blind.has(name),
        inPhase: (phase) => cellOf(cells, { name, phase }, lost),
        on: (revision) => cellOf(cells, { name, revision }, lost),
        at: (phase, revision) => sumAt(cells, name, { phase, revision }),
        mixUps: (phase) => {
          const counts = exposure.byPage[name]?.[phase];
          return counts === undefined ? 0 : counts.foreign + counts.stranger;
        },
        lacks: lost.length > 0,
      };
    }),
    phases,
    revisions,
    revisionsIn: (phase) => {
      const here = new Set(
        cells.filter((cell) => cell.phase === phase && cell.own > 0).map((cell) => cell.revision),
      );
      const known = revisions.filter((revision) => here.has(revision));
      return here.has(null) || known.length === 0 ? [...known, null] : known;
    },
  };
}

function cellOf(
  cells: readonly Cell[],
  at: { readonly name: string; readonly phase?: Phase; readonly revision?: string },
  missing: readonly MissingCell[],
): GridCell {
  const floor = missing.find(
    ({ phase, revision }) => phase === (at.phase ?? null) && revision === (at.revision ?? null),
  );
  return { own: ownIn(cells, at), required: floor?.required ?? null };
}

/** `ownIn` takes null for all revisions; here it is the answers that do not tell theirs. */
function sumAt(cells: readonly Cell[], name: string, at: Pick<Cell, 'phase' | 'revision'>): number {
  return cells.reduce(
    (sum, cell) =>
      cell.name === name && cell.phase === at.phase && cell.revision === at.revision ? sum + cell.own : sum,
    0,
  );
}

/** "8 pages in 3 phases, on 2 revisions, by 6 instances: 34 own looks or more of each page in each phase (fewest: …)". */
export function coverageSentence(exposure: Exposure): string | null {
  const { rows, phases, revisions } = coverageGrid(exposure);
  const seeing = rows.filter(({ blind }) => !blind);
  const least = seeing
    .flatMap((row) => phases.map((phase) => ({ page: row.page, phase, own: row.inPhase(phase).own })))
    .sort((a, b) => a.own - b.own)[0];
  if (least === undefined) return null;
  const instances = new Set(exposure.coverage.instances.map(({ name }) => name)).size;
  const where = [
    `${counted(seeing.length, 'page')} in ${counted(phases.length, 'phase')}`,
    ...(revisions.length === 0 ? [] : [`on ${counted(revisions.length, 'revision')}`]),
    ...(instances === 0 ? [] : [`by ${counted(instances, 'instance')}`]),
  ];
  return `${where.join(', ')}: ${formatCount(least.own)} own ${least.own === 1 ? 'look' : 'looks'} or more of each page in each phase (fewest: ${printable(least.page)}, ${least.phase})`;
}
