import type { Finding } from '../../model/finding.js';
import type { ObservationClass } from '../../model/observation.js';
import type { Timeline } from '../timeline.js';
import { counted, formatCount, formatSpan } from '../words/figures.js';
import type { ChartScale } from './chart-scale.js';
import { niceCeiling, stepArea } from './chart-scale.js';
import type { Markup } from './markup.js';
import { html, none } from './markup.js';

/** One horizontal strip of the chart: draws itself from `top` down. */
export interface Panel {
  readonly height: number;
  readonly draw: (top: number) => Markup;
}

/** A named layer of a stack and its value in every bucket. */
export interface Layer {
  readonly css: string;
  readonly values: readonly number[];
}

/** Values per second of some classes, lowest layer first. Classes that never occur are left out. */
export function classLayers(timeline: Timeline, classes: readonly ObservationClass[]): readonly Layer[] {
  const perSecond = timeline.bucketMs / 1000;
  return classes
    .map((name) => ({
      css: name,
      values: timeline.buckets.map((bucket) => bucket.classes[name] / perSecond),
    }))
    .filter((layer) => layer.values.some((value) => value > 0));
}

/** A stack of steps under a rounded maximum, which is written beside it. */
export function stackPanel(
  scale: ChartScale,
  timeline: Timeline,
  options: { label: string; height: number; layers: readonly Layer[] },
): Panel {
  const { label, height, layers } = options;
  const sums = timeline.buckets.map((_, index) =>
    layers.reduce((sum, layer) => sum + (layer.values[index] ?? 0), 0),
  );
  const ceiling = niceCeiling(Math.max(0, ...sums));
  return {
    height: height + 16,
    draw: (top) => {
      const base = top + height;
      return html`<g
        ><line class="grid" x1="${scale.left}" x2="${scale.right}" y1="${top}" y2="${top}" />
        ${stack(scale, timeline, layers, (value) => base - (value / ceiling) * height)}
        <line class="axis" x1="${scale.left}" x2="${scale.right}" y1="${base}" y2="${base}" />
        <text class="tick end" x="${scale.left - 8}" y="${top + 4}">${formatCount(ceiling)}</text>
        <text class="label end" x="${scale.left - 8}" y="${top + height / 2 + 4}">${label}</text></g
      >`;
    },
  };
}

/** The share of each layer in every bucket. */
export function sharePanel(scale: ChartScale, timeline: Timeline, layers: readonly Layer[]): Panel {
  const height = 46;
  const sums = timeline.buckets.map((_, index) =>
    layers.reduce((sum, layer) => sum + (layer.values[index] ?? 0), 0),
  );
  const shares = layers.map((layer) => ({
    css: layer.css,
    values: layer.values.map((value, index) => (sums[index] === 0 ? 0 : value / (sums[index] ?? 1))),
  }));
  return {
    height: height + 14,
    draw: (top) =>
      html`<g
        >${stack(scale, timeline, shares, (value) => top + height - value * height)}
        <text class="label end" x="${scale.left - 8}" y="${top + height / 2 + 4}">revision</text></g
      >`,
  };
}

function stack(
  scale: ChartScale,
  timeline: Timeline,
  layers: readonly Layer[],
  y: (value: number) => number,
): readonly Markup[] {
  const edges = Array.from({ length: timeline.buckets.length + 1 }, (_, index) =>
    scale.x(index * timeline.bucketMs),
  );
  let below = timeline.buckets.map(() => 0);
  return layers.map((layer) => {
    const above = below.map((value, index) => value + (layer.values[index] ?? 0));
    const path = html`<path class="fill-${layer.css}" d="${stepArea(edges, below.map(y), above.map(y))}" />`;
    below = above;
    return path;
  });
}

/** A diamond where findings were first made; those within a few units are drawn as one. */
export function findingPanel(scale: ChartScale, findings: readonly Finding[]): Panel {
  const columns = new Map<string, { x: number; severity: Finding['severity']; found: Finding[] }>();
  for (const finding of findings) {
    const x = Math.round(scale.x(finding.firstAtMs) / 8) * 8;
    const key = `${String(x)} ${finding.severity}`;
    const column = columns.get(key);
    if (column === undefined) columns.set(key, { x, severity: finding.severity, found: [finding] });
    else column.found.push(finding);
  }
  return {
    height: 24,
    draw: (top) =>
      html`<g
        ><text class="label end" x="${scale.left - 8}" y="${top + 12}">first findings</text> ${[
          ...columns.values(),
        ].map(({ x, severity, found }) => {
          const y = top + 8;
          const [first] = found;
          const title =
            first === undefined
              ? ''
              : `${counted(found.length, severity)} from ${formatSpan(first.firstAtMs)}`;
          return html`<path class="mark ${severity}" d="M${x} ${y - 6}l6 6l-6 6l-6 -6z"
            ><title>${title}</title></path
          >`;
        })}</g
      >`,
  };
}

/** A lane for every instance from its first answer to its last, in its revision's colour. */
export function instancePanel(
  scale: ChartScale,
  timeline: Timeline,
  revisionCss: (revision: string) => string,
): Panel {
  const lanes = timeline.instances.slice(0, 12);
  const more = timeline.instances.length - lanes.length;
  const row = 15;
  if (lanes.length === 0) return { height: 0, draw: () => none };
  return {
    height: (lanes.length + (more > 0 ? 1 : 0)) * row + 8,
    draw: (top) =>
      html`<g
        >${lanes.map((lane, index) => {
          const y = top + index * row;
          const x = scale.x(lane.firstMs - Math.min(lane.firstMs, timeline.bucketMs));
          const name = shortened(lane.instance);
          const title = `${lane.instance} ${lane.revision ?? ''}: ${counted(lane.observations, 'observation')}, ${formatSpan(lane.firstMs)} to ${formatSpan(lane.lastMs)}`;
          return html`<rect
              class="fill-${revisionCss(lane.revision ?? '')}"
              x="${x.toFixed(1)}"
              y="${y}"
              width="${Math.max(2, scale.x(lane.lastMs) - x).toFixed(1)}"
              height="9"
              rx="2"
              ><title>${title}</title></rect
            >
            <text class="tick end" x="${scale.left - 8}" y="${y + 8}">${name}</text>`;
        })}${more > 0 ? html`<text class="tick" x="${scale.left}" y="${top + lanes.length * row + 8}">${formatCount(more)} more</text>` : none}</g
      >`,
  };
}

function shortened(name: string): string {
  const chars = Array.from(name);
  return chars.length <= 14 ? name : `${chars.slice(0, 6).join('')}…${chars.slice(-7).join('')}`;
}
