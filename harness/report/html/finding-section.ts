import type { Evidence, Finding } from '../../model/finding.js';
import type { ReportInput } from '../report-file.js';
import { confidenceWord, layerWords } from '../words/cause-words.js';
import { counted, formatCount, formatRate, formatSpan } from '../words/figures.js';
import { findingClause, findingOrigin } from '../words/finding-line.js';
import { groupFindings, rankFindings } from '../words/finding-order.js';
import type { Markup } from './markup.js';
import { html, none } from './markup.js';
import { factList, scrolling, section } from './section.js';

const mostFindings = 100;
const mostEvidence = 6;
const mostGroups = 60;
const groupedFrom = 13;

/** Every kind of finding, and the first of them in full with masked evidence. */
export function findingSection({ result }: ReportInput): Markup {
  const { findings } = result;
  if (findings.length === 0)
    return section('findings', 'Findings', 'None: no oracle reported anything.', none);
  const shown = rankFindings(findings).slice(0, mostFindings);
  const more = findings.length - shown.length;
  const lead =
    'Open one for its evidence. Values are masked: what was seen of somebody else never reaches this file.';
  const rest =
    more === 0
      ? none
      : html`<p class="more">
          ${counted(more, 'more finding')} in result.json. The list above holds at least one of every kind.
        </p>`;
  return section(
    'findings',
    `Findings (${formatCount(findings.length)})`,
    lead,
    html`${findings.length < groupedFrom ? none : groupTable(findings)} ${filters(shown)}
      <div class="finding-head" aria-hidden="true">
        <span></span><span>what</span><span>page</span><span>phase</span><span>answered by</span
        ><span>first at</span><span>times</span>
      </div>
      <div id="finding-list">${shown.map(card)}</div>
      <p id="no-match" class="more" hidden>No finding matches.</p>
      ${rest}`,
  );
}

function groupTable(findings: readonly Finding[]): Markup {
  const groups = groupFindings(findings);
  const shown = groups.slice(0, mostGroups);
  const more = groups.length - shown.length;
  return html`${scrolling(
    'Findings by kind',
    html`<table class="numbers">
      <thead>
        <tr>
          <th scope="col">kind</th>
          <th scope="col">page</th>
          <th scope="col">findings</th>
          <th scope="col">times</th>
          <th scope="col">viewers</th>
          <th scope="col">owners known</th>
          <th scope="col">first at</th>
          <th scope="col">last at</th>
        </tr>
      </thead>
      <tbody>
        ${shown.map(
          (group) =>
            html`<tr>
              <th scope="row"><span class="chip ${group.severity}">${group.oracle}</span></th>
              <td class="text">${group.where}</td>
              <td>${formatCount(group.findings)}</td>
              <td>${formatCount(group.times)}</td>
              <td>${formatCount(group.viewers)}</td>
              <td>${group.knownOwners === 0 ? '–' : formatCount(group.knownOwners)}</td>
              <td>${formatSpan(group.firstAtMs)}</td>
              <td>${formatSpan(group.lastAtMs)}</td>
            </tr> `,
        )}
      </tbody>
    </table>`,
  )}${more === 0 ? none : html`<p class="more">${counted(more, 'more kind')} in result.json.</p>`}`;
}

/** Shown by the script only: without it the list is simply complete. */
function filters(shown: readonly Finding[]): Markup {
  const choices = (name: string, all: readonly string[]): Markup =>
    html`<label
      >${name}
      <select data-filter="${name}">
        <option value="">all</option>
        ${[...new Set(all)].map((value) => html`<option>${value}</option>`)}
      </select></label
    >`;
  return html`<div class="filters" id="filters" hidden>
    ${choices(
      'severity',
      shown.map((f) => f.severity),
    )}${choices(
      'oracle',
      shown.map((f) => f.oracle),
    )}${choices(
      'phase',
      shown.map((f) => f.phase),
    )}<label>containing <input type="search" data-filter="text" size="14" /></label>
  </div> `;
}

function card(finding: Finding): Markup {
  return html`<details
    class="finding ${finding.severity}"
    data-severity="${finding.severity}"
    data-oracle="${finding.oracle}"
    data-phase="${finding.phase}"
  >
    <summary>
      <span class="id">${finding.id}</span
      ><span class="what"
        ><b>${findingClause(finding)}</b> <span class="chip ${finding.severity}">${finding.severity}</span>
        <span class="oracle">${finding.oracle}</span></span
      ><span class="page">${finding.where} <small>${finding.channel}</small></span
      ><span>${finding.phase}</span><span class="origin">${findingOrigin(finding)}</span
      ><span class="number">${formatSpan(finding.firstAtMs)}</span
      ><span class="number">${formatCount(finding.count)}×</span>
    </summary>
    <div class="inside">
      <p>${finding.summary}</p>
      ${factList([
        ['viewer', finding.viewer],
        ['owner', finding.owner ?? '–'],
        [
          'seen',
          `${formatSpan(finding.firstAtMs)} to ${formatSpan(finding.lastAtMs)}, ${counted(finding.count, 'time')}`,
        ],
        ['fingerprint', html`<code>${finding.fingerprint}</code>`],
      ])}${causes(finding)}${evidenceTable(finding.evidence)}
    </div>
  </details> `;
}

function causes({ causes: list }: Finding): Markup {
  if (list.length === 0) return none;
  return html`<h3>Likely causes</h3>
    <ol class="causes">
      ${list.map(
        ({ layer, confidence, because }) =>
          html`<li>
            <b>${layer}</b>: ${layerWords[layer]} (${confidenceWord(confidence)},
            ${formatRate(confidence)})${
              because.length === 0
                ? none
                : html`<ul>
                    ${because.map((reason) => html`<li>${reason}</li>`)}
                  </ul>`
            }
          </li>`,
      )}
    </ol>`;
}

function evidenceTable(evidence: readonly Evidence[]): Markup {
  if (evidence.length === 0) return none;
  return html`<h3>Evidence</h3>
    ${scrolling(
      'Evidence',
      html`<table>
        <thead>
          <tr>
            <th scope="col">observation</th>
            <th scope="col">at</th>
            <th scope="col">fields</th>
            <th scope="col">masked</th>
            <th scope="col">fingerprints</th>
          </tr>
        </thead>
        <tbody>
          ${evidence.slice(0, mostEvidence).map(
            (item) =>
              html`<tr>
                <td><code>${item.observation}</code></td>
                <td>${formatSpan(item.atMs)}</td>
                <td>${item.fields.join(', ')}</td>
                <td>${item.masked.join(' · ')}</td>
                <td>${item.fingerprints.map((print) => html`<code>${print}</code> `)}</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
    )}`;
}
