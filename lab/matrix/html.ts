import { cellsOf } from './cells.js';
import type { Matrix } from './matrix.js';
import type { MatrixRow } from './row.js';
import { describeScore } from './score.js';

/** The matrix as one HTML file that needs no network: fault × oracle, a mark where the oracle reported. */
export function toHtml(matrix: Matrix): string {
  const oracles = [...new Set(matrix.rows.flatMap((row) => Object.keys(row.oracles)))].sort();
  const head = [
    '',
    'Fault',
    'Verdict',
    'After',
    ...oracles.map((oracle) => `<span>${oracle}</span>`),
    'Layer',
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sosie: what the harness catches</title>
<style>${style}</style>
<h1>What the harness catches</h1>
<p><code>${escapeHtml(matrix.command)}</code>, ${escapeHtml(matrix.startedAt.slice(0, 16).replace('T', ' '))} UTC</p>
<ul>${describeScore(matrix.score)
    .map((sentence) => `<li>${escapeHtml(sentence)}</li>`)
    .join('')}</ul>
<div class="wide"><table>
<thead><tr>${head.map((cell, i) => `<th${i > 3 && i < head.length - 1 ? ' class="oracle"' : ''}>${cell}</th>`).join('')}</tr></thead>
<tbody>
${matrix.rows.map((row) => lineOf(row, oracles)).join('\n')}
</tbody>
</table></div>
</html>
`;
}

function lineOf(row: MatrixRow, oracles: readonly string[]): string {
  const [state = '', fault = '', verdict = '', after = '', , layer = ''] = cellsOf(row).map(escapeHtml);
  const marks = oracles.map((oracle) => {
    const count = row.oracles[oracle];
    return count === undefined ? '<td></td>' : `<td class="seen" title="${oracle}">${String(count)}</td>`;
  });
  return `<tr class="${row.ok ? 'ok' : 'wrong'}"><td>${state}</td><td>${fault}</td><td>${verdict}</td><td class="number">${after}</td>${marks.join('')}<td>${layer}</td></tr>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${String(char.charCodeAt(0))};`);
}

const style = `
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .6rem; text-align: left; border-bottom: 1px solid #8884; white-space: nowrap; }
th.oracle { vertical-align: bottom; padding: .25rem; } th.oracle span { writing-mode: vertical-rl; transform: rotate(180deg); }
td:last-child { white-space: normal; min-width: 13rem; }
td.number, td.seen { text-align: right; } td.seen { background: #d9770633; }
tr.wrong td:first-child { color: #fff; background: #b91c1c; font-weight: 600; } tr.ok td:first-child { color: #15803d; }
`;
