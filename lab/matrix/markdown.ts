import { cellsOf, headings } from './cells.js';
import type { Matrix } from './matrix.js';
import { describeScore } from './score.js';

/** The matrix as a Markdown document. */
export function toMarkdown(matrix: Matrix): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '# What the harness catches',
    '',
    `\`${matrix.command}\`, ${matrix.startedAt.slice(0, 10)}.`,
    '',
    ...describeScore(matrix.score).map((sentence) => `- ${sentence}`),
    '',
    line(headings),
    line(headings.map(() => '---')),
    ...matrix.rows.map((row) => line(cellsOf(row))),
    '',
  ].join('\n');
}
