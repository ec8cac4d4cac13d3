import type { ReportInput } from '../report-file.js';
import { counted, formatCount } from '../words/figures.js';
import type { Markup } from './markup.js';
import { html, none } from './markup.js';
import type { Matrix } from './matrix.js';
import { buildMatrix, others } from './matrix.js';
import { scrolling, section } from './section.js';

const mostNamed = 20;

/** Who saw whom, directed: a row for everybody who saw, a column for everybody whose data was seen. */
export function matrixSection({ run, result }: ReportInput): Markup {
  const matrix = buildMatrix(result.findings, mostNamed);
  if (matrix === null) return none;
  const lead = `Rows saw the data of columns; the figure says how often. ${untouched(run, result)}`;
  return section('matrix', 'Who saw whom', lead, scrolling('Who saw whom', table(matrix)));
}

function untouched(run: ReportInput['run'], result: ReportInput['result']): string {
  const violations = result.findings.filter((finding) => finding.severity === 'violation');
  const involved = new Set(violations.flatMap((finding) => [finding.viewer, finding.owner]));
  const rest = run.identities.filter((identity) => !involved.has(identity.id)).length;
  if (rest === 0) return 'Every identity is concerned.';
  return `${counted(rest, 'identity is', 'identities are')} not concerned.`;
}

function table(matrix: Matrix): Markup {
  return html`<table class="matrix">
    <thead>
      <tr>
        <th scope="col" class="corner">saw ↓ &#8194;of →</th>
        ${matrix.owners.map(
          (owner) =>
            html`<th scope="col" class="${owner === 'stranger' ? 'stranger-column' : ''}">
              <span>${title(owner, matrix.foldedOwners)}</span>
            </th>`,
        )}
        <th scope="col" class="sum">all</th>
      </tr>
    </thead>
    <tbody>
      ${matrix.viewers.map((viewer) => row(matrix, viewer))}
    </tbody>
  </table>`;
}

function row(matrix: Matrix, viewer: string): Markup {
  const sum = matrix.owners.reduce((total, owner) => total + matrix.times(viewer, owner), 0);
  return html`<tr>
    <th scope="row">${title(viewer, matrix.foldedViewers)}</th>
    ${matrix.owners.map((owner) => {
      const times = matrix.times(viewer, owner);
      if (times === 0)
        return viewer === owner && viewer !== others ? html`<td class="self"></td>` : html`<td></td>`;
      return html`<td
        class="${viewer === others || owner === others ? 'others' : `heat-${String(heat(times, matrix.most))}`}"
      >
        ${formatCount(times)}
      </td>`;
    })}
    <td class="sum">${formatCount(sum)}</td>
  </tr>`;
}

function title(name: string, folded: number): string {
  return name === others ? `${formatCount(folded)} others` : name;
}

/** 1…5 on a logarithmic scale, so that a single sighting stays visible beside thousands. */
function heat(times: number, most: number): number {
  return most <= 1 ? 5 : 1 + Math.round((4 * Math.log(times)) / Math.log(most));
}
