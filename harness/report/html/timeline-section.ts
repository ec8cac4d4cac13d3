import type { RolloutEvent } from '../../model/history.js';
import { observationClasses } from '../../model/observation.js';
import type { ReportInput } from '../report-file.js';
import type { Timeline } from '../timeline.js';
import { counted, formatClock, formatSpan } from '../words/figures.js';
import type { Panel } from './chart-panels.js';
import { classLayers, findingPanel, instancePanel, sharePanel, stackPanel } from './chart-panels.js';
import type { ChartScale } from './chart-scale.js';
import { chartWidth, createScale, timeTicks } from './chart-scale.js';
import type { Markup } from './markup.js';
import { embeddedJson, html, none } from './markup.js';
import { scrolling, section } from './section.js';

const top = 44;
const numberedEvents = 30;

/** The run over time as one inline SVG: phases, rollout events, answers by class, mix-ups, revisions, instances. */
export function timelineSection({ result, timeline }: ReportInput): Markup {
  const lead =
    'How the answers, the revisions and the instances went through the rollout. Point at it for figures.';
  if (timeline.buckets.length === 0) return section('timeline', 'Timeline', 'Nothing was observed.', none);
  const scale = createScale(Math.max(timeline.endMs, timeline.buckets.length * timeline.bucketMs));
  const revisions = revisionsOf(timeline);
  const panels = panelsOf(scale, timeline, result.findings, revisions);
  const height = top + panels.reduce((sum, panel) => sum + panel.height, 0) + 18;
  let y = top;
  const drawn = panels.map((panel) => {
    const markup = panel.draw(y);
    y += panel.height;
    return markup;
  });
  const svg = html`<svg
    class="chart"
    id="chart"
    viewBox="0 0 ${chartWidth} ${height}"
    role="img"
    aria-labelledby="chart-name"
  >
    <title id="chart-name">${describe(timeline, revisions)}</title>
    ${phaseBands(scale, timeline, height - 18)}${eventTicks(scale, result.rollout.events, height - 18)}
    ${drawn} ${axis(scale, height)}
    <line id="cursor" class="cursor" y1="${top - 4}" y2="${height - 18}" visibility="hidden" />
  </svg>`;
  return section(
    'timeline',
    'Timeline',
    lead,
    html`${legend(timeline, revisions)}
      <div class="chart-frame">
        ${scrolling('Timeline of the run', svg)}
        <div id="tip" class="tip" role="status" hidden></div>
      </div>
      <script type="application/json" id="chart-data">
        ${embeddedJson(chartData(scale, timeline, revisions))}
      </script>`,
  );
}

/** All revisions in the order of first sight; "" is an unknown one. */
function revisionsOf(timeline: Timeline): readonly string[] {
  return Object.keys(timeline.buckets[0]?.revisions ?? {});
}

/** Six colours for revisions; the target's silence and the seventh revision on are grey. */
function revisionCss(revisions: readonly string[], revision: string): string {
  const index = revisions.indexOf(revision);
  return revision === '' || index > 5 || index < 0 ? 'revision-x' : `revision-${String(index)}`;
}

function panelsOf(
  scale: ChartScale,
  timeline: Timeline,
  findings: ReportInput['result']['findings'],
  revisions: readonly string[],
): readonly Panel[] {
  const mixUps = classLayers(timeline, ['stranger', 'foreign']);
  const layers = revisions.map((revision) => ({
    css: revisionCss(revisions, revision),
    values: timeline.buckets.map((bucket) => bucket.revisions[revision] ?? 0),
  }));
  return [
    ...(findings.length === 0 ? [] : [findingPanel(scale, findings)]),
    stackPanel(scale, timeline, {
      label: 'answers / s',
      height: 120,
      layers: classLayers(timeline, observationClasses),
    }),
    ...(mixUps.length === 0
      ? []
      : [stackPanel(scale, timeline, { label: 'mix-ups / s', height: 44, layers: mixUps })]),
    ...(revisions.every((revision) => revision === '') ? [] : [sharePanel(scale, timeline, layers)]),
    instancePanel(scale, timeline, (revision) => revisionCss(revisions, revision)),
  ];
}

function phaseBands(scale: ChartScale, timeline: Timeline, bottom: number): readonly Markup[] {
  return timeline.phases.map(({ phase, atMs }, index) => {
    const x = scale.x(atMs);
    const width = scale.x(timeline.phases[index + 1]?.atMs ?? scale.endMs) - x;
    return html`<g class="phase ${phase}"
      ><rect x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="${bottom}" />
      ${width < 44 ? none : html`<text x="${(x + 6).toFixed(1)}" y="14">${phase}</text>`}<title>
        ${phase} from ${formatSpan(atMs)}
      </title></g
    >`;
  });
}

/** Numbered as in the table of rollout events below. */
function eventTicks(scale: ChartScale, events: readonly RolloutEvent[], bottom: number): readonly Markup[] {
  const shown = events.slice(0, 300);
  return shown.map((event, index) => {
    const x = scale.x(event.atMs).toFixed(1);
    const number =
      shown.length > numberedEvents
        ? none
        : html`<circle cx="${x}" cy="29" r="8" /><text x="${x}" y="32.5">${index + 1}</text>`;
    const title = `${formatSpan(event.atMs)} ${event.event}: ${event.detail}`;
    return html`<g class="event ${event.event}"
      ><line
        x1="${x}"
        x2="${x}"
        y1="${shown.length > numberedEvents ? 24 : 37}"
        y2="${bottom}"
      />${number}<title>${title}</title></g
    >`;
  });
}

function axis(scale: ChartScale, height: number): Markup {
  return html`<g
    >${timeTicks(scale.endMs).map(
      (at) =>
        html`<text class="tick middle" x="${scale.x(at).toFixed(1)}" y="${height - 4}"
          >${formatClock(at)}</text
        >`,
    )}</g
  >`;
}

function legend(timeline: Timeline, revisions: readonly string[]): Markup {
  const classes = classLayers(timeline, observationClasses).map((layer) => ({
    css: layer.css,
    name: layer.css,
  }));
  const served = revisions.slice(0, 8).map((revision) => ({
    css: revisionCss(revisions, revision),
    name: revision === '' ? 'unknown revision' : revision,
  }));
  return html`<ul class="legend" aria-label="Legend">
    ${[...classes, ...served].map(({ css, name }) => html`<li class="${css === served[0]?.css ? 'new-group' : ''}"><i class="swatch ${css}"></i>${name}</li>`)}
  </ul>`;
}

function describe(timeline: Timeline, revisions: readonly string[]): string {
  const phases = timeline.phases.map(({ phase, atMs }) => `${phase} from ${formatSpan(atMs)}`).join(', ');
  const known = revisions.filter((revision) => revision !== '');
  return `Timeline of ${formatSpan(timeline.endMs)}: ${phases}; ${counted(known.length, 'revision')} ${known.join(', ')}`;
}

/** What the script needs to show the figures under the pointer. */
function chartData(scale: ChartScale, timeline: Timeline, revisions: readonly string[]): unknown {
  return {
    bucketMs: timeline.bucketMs,
    endMs: scale.endMs,
    left: scale.left,
    right: scale.right,
    width: chartWidth,
    classes: observationClasses,
    counts: timeline.buckets.map((bucket) => observationClasses.map((name) => bucket.classes[name])),
    revisions: revisions.map((revision) => (revision === '' ? 'unknown' : revision)),
    shares: timeline.buckets.map((bucket) => revisions.map((revision) => bucket.revisions[revision] ?? 0)),
  };
}
