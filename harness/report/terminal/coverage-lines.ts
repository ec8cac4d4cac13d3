import type { Exposure } from '../../model/result.js';
import { coverageGrid } from '../words/coverage-grid.js';
import type { GridCell, GridRow } from '../words/coverage-grid.js';
import { counted, formatCount } from '../words/figures.js';
import { printable } from '../words/printable.js';
import type { Palette } from './palette.js';
import type { Column } from './table.js';
import { renderTable } from './table.js';

const mostRows = 10;
const mostRevisions = 4;

/** The pages of which too little was seen, by phase and by revision; nothing where none is missing. */
export function coverageLines(exposure: Exposure, palette: Palette, width: number): readonly string[] {
  const grid = coverageGrid(exposure);
  const lacking = grid.rows.filter(({ lacks }) => lacks);
  if (lacking.length === 0) return [];
  const revisions = grid.revisions.length > 1 ? grid.revisions.slice(0, mostRevisions) : [];
  const columns: readonly Column[] = [
    { title: 'own looks', align: 'left', drop: 0 },
    ...grid.phases.map((phase): Column => ({ title: phase, align: 'right', drop: 0 })),
    ...revisions.map((revision, index): Column => ({
      title: printable(revision),
      align: 'right',
      drop: 1 + index,
    })),
  ];
  const cells = (row: GridRow): readonly string[] => [
    printable(row.page),
    ...grid.phases.map((phase) => figure(row.inPhase(phase))),
    ...revisions.map((revision) => figure(row.on(revision))),
  ];
  const shown = lacking.slice(0, mostRows);
  const [title = '', ...rows] = renderTable(columns, shown.map(cells), width);
  const more = lacking.length - shown.length;
  return [
    palette.dim(title),
    ...rows.map((line) => line.replace(/\d[\d,]* of \d[\d,]*/g, (figures) => palette.yellow(figures))),
    ...(more === 0 ? [] : [palette.dim(`${counted(more, 'more page')} in the report`)]),
  ];
}

function figure({ own, required }: GridCell): string {
  return required === null ? formatCount(own) : `${formatCount(own)} of ${formatCount(required)}`;
}
