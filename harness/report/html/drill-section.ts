import type { Drill, Result } from '../../model/result.js';
import { drilledPages, drilledPhases, blindWords } from '../words/drill-words.js';
import { counted, formatCount } from '../words/figures.js';
import type { Markup } from './markup.js';
import { html, none } from './markup.js';
import { scrolling, section } from './section.js';

const mostRows = 60;

/** How the alarm itself was tried: a row for every page, a column for every drill. */
export function drillSection({ exposure: { drills }, reasons }: Result): Markup {
  const missing = reasons.find(({ code }) => code === 'no-drill');
  if (drills.length === 0)
    return missing === undefined ? none : section('drill', 'Fire drill', missing.text, none);
  const phases = drilledPhases(drills);
  const pages = [...drilledPages(drills)].sort((a, b) => b.blind.length - a.blind.length);
  const blind = pages.filter((page) => page.blind.length > 0).length;
  const outcome =
    blind === 0
      ? `It rang on all ${counted(pages.length, 'page')}.`
      : `${counted(blind, 'page is', 'pages are')} blind.`;
  const lead = `Two identities’ sessions were exchanged on purpose: on every page the alarm must ring. ${outcome} A blind page counts for nothing.`;
  const shown = pages.slice(0, mostRows);
  const table = html`<table class="numbers">
    <thead>
      <tr>
        <th scope="col">page</th>
        <th scope="col">kind</th>
        ${phases.map((phase) => html`<th scope="col">${phase}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${shown.map(
        ({ page, kind, byPhase }) =>
          html`<tr>
            <th scope="row">${page}</th>
            <td class="text">${kind}</td>
            ${phases.map((phase) => cell(byPhase.get(phase)))}
          </tr> `,
      )}
    </tbody>
  </table>`;
  const more = pages.length - shown.length;
  return section(
    'drill',
    'Fire drill',
    lead,
    html`${scrolling('Fire drill by page', table)}${more > 0 ? html`<p class="more">${counted(more, 'more page')} in result.json.</p>` : none}`,
  );
}

function cell(drill: Drill | undefined): Markup {
  if (drill === undefined) return html`<td class="empty">not tried</td>`;
  const { rings, looks, expected } = drill;
  if (drill.rang) return html`<td>rang, ${formatCount(rings)} of ${formatCount(looks)}</td>`;
  const why = blindWords[drill.why ?? 'silent'];
  return expected
    ? html`<td class="empty">blind as expected</td>`
    : html`<td class="empty"><span class="bad">blind</span>: ${why}</td>`;
}
