import type { Drill, Result } from '../../model/result.js';
import { blindWords, drilledPages, drilledPhases, type DrilledPage } from '../words/drill-words.js';
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
  const pages = [...drilledPages(drills)].sort((a, b) => weight(b) - weight(a));
  const lead = `Two identities’ sessions were exchanged on purpose: on every page the alarm must ring. ${outcomeOf(pages)}`;
  const shown = pages.slice(0, mostRows);
  const table = html`<table>
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
            <td>${kind}</td>
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

function outcomeOf(pages: readonly DrilledPage[]): string {
  const unexpected = pages.filter((page) => weight(page) === 2).length;
  const expected = pages.filter((page) => weight(page) === 1).length;
  if (unexpected + expected === 0) return `It rang on all ${counted(pages.length, 'page')}.`;
  const parts = [
    unexpected > 0 ? `${counted(unexpected, 'page is', 'pages are')} blind.` : '',
    expected > 0 ? `${counted(expected, 'page is', 'pages are')} blind as the config expects.` : '',
    'A blind page counts for nothing.',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function cell(drill: Drill | undefined): Markup {
  if (drill === undefined) return html`<td class="bad">not tried</td>`;
  const { rings, looks, expected } = drill;
  if (drill.rang) return html`<td class="nowrap">rang, ${formatCount(rings)} of ${formatCount(looks)}</td>`;
  if (expected) return html`<td>blind, as expected</td>`;
  return html`<td class="bad">blind: ${blindWords[drill.why ?? 'silent']}</td>`;
}

/** What is to be mended comes first, then what is blind by intention. */
function weight({ blind }: DrilledPage): number {
  if (blind.length === 0) return 0;
  return blind.every(({ expected }) => expected) ? 1 : 2;
}
