import type { Measurement } from './measurement.js';

/** The result as a Markdown table, ready for README.md. */
export function renderTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map((measurement) => [
    measurement.group,
    measurement.name,
    `${figure(measurement.median)} ${measurement.unit}`,
    ratio(measurement, measurements),
  ]);
  const table = [['', 'what', 'median', 'ratio'], ...rows];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...table.map((cells) => (cells[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = table;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join(
    '\n',
  );
}

function ratio({ comparedWith, group, median }: Measurement, all: readonly Measurement[]): string {
  const other = all.find((one) => one.group === group && one.name === comparedWith);
  return other === undefined ? '' : `${(median / other.median).toFixed(2)} × ${other.name}`;
}

/** Three significant digits, thousands apart. */
function figure(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}
