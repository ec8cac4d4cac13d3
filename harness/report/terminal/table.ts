import { cellWidth, pad, truncate } from './cells.js';

/** A column of plain text. `drop`: which goes first when the screen is narrow, the highest; 0 never goes. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly drop: number;
}

const gap = 2;
const narrowest = 9;

/**
 * Lines of at most `width` cells, the title line first. Too wide a table first loses droppable columns, until
 * the rest would fit if none were wider than 9 cells; then the widest are cut, droppable ones before others.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const natural = columns.map((column, index) =>
    Math.max(cellWidth(column.title), ...rows.map((row) => cellWidth(row[index] ?? ''))),
  );
  const kept = keptColumns(columns, natural, width);
  const widths = new Map(kept.map((index) => [index, natural[index] ?? 0]));
  while (total(widths) > width && cutOne(columns, widths)) continue;
  const line = (cells: readonly string[]): string =>
    kept
      .map((index) => {
        const room = widths.get(index) ?? 0;
        return pad(
          truncate(cells[index] ?? '', room),
          room,
          columns[index]?.align === 'right' ? 'left' : 'right',
        );
      })
      .join(' '.repeat(gap))
      .trimEnd();
  return [line(columns.map((column) => column.title)), ...rows.map(line)];
}

/** Takes one cell from the widest droppable column, or, where those are down to the least, from the widest. */
function cutOne(columns: readonly Column[], widths: Map<number, number>): boolean {
  const wider = [...widths].sort((a, b) => b[1] - a[1]);
  const soft = wider.find(([index, cells]) => cells > narrowest && (columns[index]?.drop ?? 0) > 0);
  const [index, cells] = soft ?? wider[0] ?? [0, 0];
  if (cells <= 1) return false;
  widths.set(index, cells - 1);
  return true;
}

function keptColumns(
  columns: readonly Column[],
  natural: readonly number[],
  width: number,
): readonly number[] {
  let kept = columns.map((_, index) => index);
  const least = (): number =>
    total(new Map(kept.map((index) => [index, Math.min(natural[index] ?? 0, narrowest)])));
  const order = [...kept].sort((a, b) => (columns[b]?.drop ?? 0) - (columns[a]?.drop ?? 0));
  for (const candidate of order) {
    if (least() <= width || (columns[candidate]?.drop ?? 0) === 0) break;
    kept = kept.filter((index) => index !== candidate);
  }
  return kept;
}

function total(widths: ReadonlyMap<number, number>): number {
  return [...widths.values()].reduce((sum, cells) => sum + cells, 0) + gap * Math.max(0, widths.size - 1);
}
