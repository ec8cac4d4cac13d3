import type { ReportInput } from '../report-file.js';
import { counted, formatCount, formatSpan } from '../words/figures.js';
import type { Markup } from './markup.js';
import { html, none } from './markup.js';
import { factList, scrolling, section } from './section.js';

const mostEvents = 200;

/** What ran, against what, with which settings, and what the rollout reported. */
export function runSection({ run, result }: ReportInput): Markup {
  const facts = factList([
    ['target', run.target],
    ['run', run.runId],
    ['started', run.startedAt],
    ['took', formatSpan(result.durationMs)],
    ['seed', String(run.seed)],
    ['configuration', html`<code>${run.configDigest.slice(0, 16)}</code>`],
    ['Sosie', run.sosie],
    ['Node', run.node],
    ['browser', run.browser ?? 'none'],
    [
      'actors',
      `${counted(run.actors.browsers, 'browser')}, ${counted(run.actors.sessions, 'plain-HTTP session')}`,
    ],
    ['pressure', run.pressure],
    ['rollout', result.rollout.driver],
  ]);
  const lead = 'Enough to run it again: the same seed gives the same schedule.';
  return section('run', 'Run', lead, html`${facts}${events(result)}`);
}

function events({ rollout }: ReportInput['result']): Markup {
  if (rollout.events.length === 0) return none;
  const shown = rollout.events.slice(0, mostEvents);
  const more = rollout.events.length - shown.length;
  return html`<h3>Rollout events</h3>
    ${scrolling(
      'Rollout events',
      html`<table>
        <thead>
          <tr>
            <th scope="col">no.</th>
            <th scope="col">at</th>
            <th scope="col">event</th>
            <th scope="col">what the driver said</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (event, index) =>
              html`<tr class="${event.event}">
                <td>${index + 1}</td>
                <td class="nowrap">${formatSpan(event.atMs)}</td>
                <td>${event.event}</td>
                <td class="said">${event.detail.split('\n').map((line) => html`${line}<br />`)}</td>
              </tr> `,
          )}
        </tbody>
      </table>`,
    )}${more > 0 ? html`<p class="more">${formatCount(more)} more in result.json.</p>` : none}`;
}
