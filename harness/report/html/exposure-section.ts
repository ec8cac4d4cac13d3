import { observationClasses } from '../../model/observation.js';
import type { Counts } from '../../model/result.js';
import type { ReportInput } from '../report-file.js';
import { overallSentences } from '../words/bound-sentence.js';
import { formatCount, formatRate } from '../words/figures.js';
import { isFloorReason } from '../words/floor-reason.js';
import { instanceCoverage, pageCoverage } from './coverage-tables.js';
import type { Markup } from './markup.js';
import { html, none } from './markup.js';
import { factList, scrolling, section } from './section.js';

const mostRows = 60;

/** How much the run could have seen: what a pass rests on, and what is missing for one. */
export function exposureSection(input: ReportInput): Markup {
  const { exposure } = input.result;
  const lead =
    'Own observations of every page, by phase and by revision; “2 of 3” is too few. A mix-up where nothing was looked at stays unseen.';
  return section(
    'exposure',
    'Exposure',
    lead,
    html`${pageCoverage(exposure)}${toFill(input)}
      <h3>Instances and revisions</h3>
      ${instanceCoverage(exposure)}
      <div class="columns">${countsTable('revision', exposure.byRevision)}${loginTable(input)}</div>
      ${factList([
        ['identities', formatCount(exposure.identities)],
        ...bothRevisions(input),
        ['sessions', formatCount(exposure.sessions)],
        ['handoffs', formatCount(exposure.handoffs)],
        ['overlaps', formatCount(exposure.overlaps)],
        ['lost bodies', formatCount(exposure.lostBodies)],
        ...observationClasses.map((name) => [name, formatCount(exposure.classes[name])] as const),
      ])}`,
  );
}

/** What to change so that the missing cells are filled: the judge's own words, where the table stands. */
function toFill({ result }: ReportInput): Markup {
  const reasons = result.reasons.filter(isFloorReason);
  if (reasons.length === 0) return none;
  return html`<h3>What to change</h3>
    <ul class="reasons">
      ${reasons.map(
        ({ text, hint }) =>
          html`<li>${text}${hint === null ? none : html`<span class="hint">${hint}</span>`}</li>`,
      )}
    </ul>`;
}

function bothRevisions({ run, result }: ReportInput): readonly (readonly [string, string])[] {
  if (run.rollout === 'none' || Object.keys(result.exposure.byRevision).length < 2) return [];
  const { onBothRevisions } = result.exposure.coverage;
  return [
    ['own on both revisions', `${formatCount(onBothRevisions)} of ${formatCount(run.identities.length)}`],
  ];
}

function countsTable(name: string, all: Readonly<Record<string, Counts>>): Markup {
  const entries = Object.entries(all);
  if (entries.length === 0) return none;
  const body = entries.slice(0, mostRows).map(([key, counts]) => {
    const rest = observationClasses.reduce((sum, cls) => sum + counts[cls], 0) - counts.own;
    return html`<tr>
      <th scope="row">${key}</th>
      <td>${formatCount(counts.own)}</td>
      <td>${formatCount(rest)}</td>
    </tr> `;
  });
  const more = entries.length - body.length;
  return html`<div>
    ${scrolling(
      `Observations by ${name}`,
      html`<table class="numbers">
        <thead>
          <tr>
            <th scope="col">${name}</th>
            <th scope="col">own</th>
            <th scope="col">not own</th>
          </tr>
        </thead>
        <tbody>
          ${body}
        </tbody>
      </table>`,
    )}${more > 0 ? html`<p class="more">${formatCount(more)} more in result.json.</p>` : none}
  </div>`;
}

function loginTable({ result }: ReportInput): Markup {
  const entries = Object.entries(result.exposure.logins);
  if (entries.length === 0) return none;
  return html`<div>
    ${scrolling(
      'Logins by phase',
      html`<table class="numbers">
        <thead>
          <tr>
            <th scope="col">logins</th>
            <th scope="col">ok</th>
            <th scope="col">failed</th>
          </tr>
        </thead>
        <tbody>
          ${entries.map(
            ([phase, { ok, failed }]) =>
              html`<tr>
                <th scope="row">${phase}</th>
                <td>${formatCount(ok)}</td>
                <td>${formatCount(failed)}</td>
              </tr> `,
          )}
        </tbody>
      </table>`,
    )}
  </div>`;
}

/** What the figures exclude, exact (Clopper–Pearson), over all and by phase and page. */
export function boundSection({ result }: ReportInput): Markup {
  const { bounds } = result.exposure;
  const lead =
    'Exact one-sided limits (Clopper–Pearson). Observations of one session are not independent of each other, so sessions are given too.';
  const shown = bounds.slice(0, mostRows);
  const more = bounds.length - shown.length;
  return section(
    'bounds',
    'Bounds',
    lead,
    html`${overallSentences(result.exposure).map((sentence) => html`<p class="bound">${sentence}.</p>`)}
    ${scrolling(
      'Bounds',
      html`<table class="numbers">
        <thead>
          <tr>
            <th scope="col">over</th>
            <th scope="col">of</th>
            <th scope="col">n</th>
            <th scope="col">mix-ups</th>
            <th scope="col">excluded above</th>
            <th scope="col">that is one in</th>
            <th scope="col">confidence</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (bound) =>
              html`<tr>
                <th scope="row">${scopeOf(bound.phase, bound.page)}</th>
                <td class="text">${bound.unit}</td>
                <td>${formatCount(bound.n)}</td>
                <td>${formatCount(bound.violations)}</td>
                <td>${formatRate(bound.upper)}</td>
                <td>${bound.upper > 0 ? formatCount(Math.floor(1 / bound.upper)) : '–'}</td>
                <td>${formatRate(bound.confidence)}</td>
              </tr> `,
          )}
        </tbody>
      </table>`,
    )}${more > 0 ? html`<p class="more">${formatCount(more)} more in result.json.</p>` : none}`,
  );
}

function scopeOf(phase: string | null, page: string | null): string {
  const parts = [page, phase].filter((part) => part !== null);
  return parts.length === 0 ? 'the whole run' : parts.join(', ');
}
