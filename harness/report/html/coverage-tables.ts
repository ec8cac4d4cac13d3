import type { Cell } from '../../model/coverage.js';
import type { Phase } from '../../model/phase.js';
import type { Exposure } from '../../model/result.js';
import { coverageGrid } from '../words/coverage-grid.js';
import type { CoverageGrid, GridCell, GridRow } from '../words/coverage-grid.js';
import { counted, formatCount } from '../words/figures.js';
import type { Markup } from './markup.js';
import { html, none } from './markup.js';
import { scrolling } from './section.js';

const mostRows = 60;
/** More columns than that nobody reads: then each phase has one. */
const mostColumns = 12;

/** Own looks by page, phase and revision; what is missing is marked with the number that is required. */
export function pageCoverage(exposure: Exposure): Markup {
  const grid = coverageGrid(exposure);
  const { phases } = grid;
  const columns = phases.reduce((sum, phase) => sum + grid.revisionsIn(phase).length, 0);
  const apart = grid.revisions.length > 0 && columns <= mostColumns;
  const split = (phase: Phase): readonly (string | null)[] => (apart ? grid.revisionsIn(phase) : [null]);
  const sums = grid.revisions.length > 1 && grid.revisions.length <= mostColumns ? grid.revisions : [];
  const shown = [...grid.rows].sort((a, b) => Number(b.lacks) - Number(a.lacks)).slice(0, mostRows);
  const kept = grid.rows.filter((row) => shown.includes(row));
  return html`${scrolling(
    'Own observations by page, phase and revision',
    html`<table class="numbers coverage">
      <thead>
        <tr>
          <th scope="col" rowspan="2">page</th>
          ${phases.map((phase) => html`<th scope="colgroup" class="first" colspan="${split(phase).length}">${phase}</th>`)}
          ${sums.length === 0 ? none : html`<th scope="colgroup" class="first" colspan="${sums.length}">in all phases</th>`}
        </tr>
        <tr>
          ${phases.flatMap((phase) => (apart ? split(phase).map(revisionTitle) : [html`<th scope="col" class="first"></th>`]))}
          ${sums.map(revisionTitle)}
        </tr>
      </thead>
      <tbody>
        ${kept.map((row) => pageRow(row, grid, { split: apart ? split : null, sums }))}
      </tbody>
    </table>`,
  )}${grid.rows.length > kept.length ? html`<p class="more">${counted(grid.rows.length - kept.length, 'more page')} in result.json.</p>` : none}`;
}

function revisionTitle(revision: string | null, index: number): Markup {
  return html`<th scope="col" class="${index === 0 ? 'first' : ''}" title="${revision ?? ''}">
    ${short(revision)}
  </th>`;
}

const longestTitle = 14;

function short(revision: string | null): string {
  if (revision === null) return 'unknown';
  return revision.length > longestTitle ? `${revision.slice(0, longestTitle - 1)}…` : revision;
}

function pageRow(
  row: GridRow,
  { phases }: CoverageGrid,
  columns: {
    /** Null: one column for each phase. */
    readonly split: ((phase: Phase) => readonly (string | null)[]) | null;
    readonly sums: readonly string[];
  },
): Markup {
  const phaseCells = (phase: Phase): readonly Markup[] => {
    const revisions = columns.split?.(phase) ?? [null];
    const whole = row.inPhase(phase);
    const note = mixUpNote(row.mixUps(phase));
    // A floor of the phase is about all of its revisions together.
    if (columns.split === null || whole.required !== null || row.blind)
      return [figure(whole, row.blind, { span: revisions.length, note })];
    return revisions.map((revision, index) =>
      figure({ own: row.at(phase, revision), required: null }, false, {
        note: index === revisions.length - 1 ? note : none,
        first: index === 0,
      }),
    );
  };
  return html`<tr>
    <th scope="row">${row.page}</th>
    ${phases.flatMap(phaseCells)}
    ${columns.sums.map((revision, index) => figure(row.on(revision), row.blind, { first: index === 0 }))}
  </tr> `;
}

function mixUpNote(mixUps: number): Markup {
  return mixUps === 0 ? none : html` <span class="bad">+${formatCount(mixUps)} not own</span>`;
}

function figure(
  { own, required }: GridCell,
  blind: boolean,
  {
    span = 1,
    note = none,
    first = true,
  }: { readonly span?: number; readonly note?: Markup; readonly first?: boolean },
): Markup {
  const edge = first ? ' first' : '';
  if (blind) return html`<td class="blind${edge}" colspan="${span}">blind${note}</td>`;
  if (required !== null)
    return html`<td class="${own === 0 ? 'empty' : 'low'} missing${edge}" colspan="${span}">
      ${formatCount(own)} of ${formatCount(required)}${note}
    </td>`;
  return html`<td class="${own === 0 ? 'nothing' : ''}${edge}" colspan="${span}">
    ${own === 0 ? '–' : formatCount(own)}${note}
  </td>`;
}

interface InstanceRow {
  readonly name: string;
  readonly revisions: readonly string[];
  readonly own: (phase: Phase) => number;
  readonly sum: GridCell;
  readonly other: number;
}

/** Own looks by instance and phase, with the revisions that it served; nothing where the target does not tell. */
export function instanceCoverage(exposure: Exposure): Markup {
  const { instances, missing } = exposure.coverage;
  if (instances.length === 0) return none;
  const { phases } = coverageGrid(exposure);
  const floors = new Map(
    missing.flatMap(({ instance, required }) => (instance === null ? [] : [[instance, required] as const])),
  );
  const names = [...new Set(instances.map(({ name }) => name))];
  const rows = names
    .map((name) => instanceRow(name, instances, floors.get(name) ?? null))
    .sort((a, b) => Number(b.sum.required !== null) - Number(a.sum.required !== null))
    .slice(0, mostRows);
  return html`${scrolling(
    'Own observations by instance and phase',
    html`<table class="numbers">
      <thead>
        <tr>
          <th scope="col">instance</th>
          <th scope="col" class="text">revision</th>
          ${phases.map((phase) => html`<th scope="col">${phase}</th>`)}
          <th scope="col">in all</th>
          <th scope="col">not own</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ name, revisions, own, sum, other }) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td class="text">${revisions.map(short).join(', ')}</td>
              ${phases.map((phase) => figure({ own: own(phase), required: null }, false, { first: false }))}
              ${figure(sum, false, { first: false })}
              <td>${formatCount(other)}</td>
            </tr> `,
        )}
      </tbody>
    </table>`,
  )}${names.length > rows.length ? html`<p class="more">${counted(names.length - rows.length, 'more instance')} in result.json.</p>` : none}`;
}

function instanceRow(name: string, instances: readonly Cell[], required: number | null): InstanceRow {
  const cells = instances.filter((cell) => cell.name === name);
  const sum = (some: readonly Cell[]): number => some.reduce((total, { own }) => total + own, 0);
  return {
    name,
    revisions: [...new Set(cells.flatMap(({ revision }) => revision ?? []))],
    own: (phase) => sum(cells.filter((cell) => cell.phase === phase)),
    sum: { own: sum(cells), required },
    other: cells.reduce((total, cell) => total + cell.other, 0),
  };
}
