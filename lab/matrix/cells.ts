import type { MatrixRow } from './row.js';

/** Headings of the matrix as a table of text. */
export const headings = ['', 'fault', 'verdict', 'after', 'oracles', 'layer'] as const;

/** One row as text, a cell for each heading. */
export function cellsOf(row: MatrixRow): readonly string[] {
  return [
    row.ok ? 'ok' : row.control ? 'FALSE ALARM' : 'MISSED',
    row.fault,
    row.verdict ?? 'no result',
    row.secondsToDetect === null ? '' : `${row.secondsToDetect.toFixed(1)} s`,
    Object.entries(row.oracles)
      .map(([oracle, count]) => `${oracle} ${String(count)}`)
      .join(', '),
    layerOf(row),
  ];
}

function layerOf({ control, layer }: MatrixRow): string {
  if (control) return '';
  const named =
    layer.named === null ? 'none named' : `${layer.named} (${(layer.confidence ?? 0).toFixed(2)})`;
  return layer.named === layer.expected ? named : `${named}, expected ${layer.expected ?? 'none'}`;
}
