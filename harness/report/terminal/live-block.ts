import { counted, formatCount, formatSpan } from '../words/figures.js';
import { printable } from '../words/printable.js';
import type { Progress } from '../reporter.js';
import { cellWidth, truncate } from './cells.js';
import type { LiveFigures } from './live-tally.js';
import type { Palette } from './palette.js';
import { progressBar } from './progress-bar.js';

/** What the block shows besides what was observed. */
export interface LiveState {
  readonly progress: Progress;
  readonly figures: LiveFigures;
  readonly violations: number;
  readonly others: number;
}

/** The redrawn block of a terminal: bar, figures, revisions and instances; no line wider than `width`. */
export function liveBlock(state: LiveState, palette: Palette, width: number): readonly string[] {
  const time = formatSpan(state.progress.atMs);
  const bar = progressBar(state.progress, state.figures.phaseStarts, palette, width - 6 - time.length);
  return [
    '',
    `  ${bar}  ${palette.dim(time)}`,
    `  ${figuresLine(state, palette, width - 2)}`,
    `  ${served(state.figures, palette, width - 2)}`,
  ].map((line) => line.trimEnd());
}

/** The same in one plain line, for logs: "during 31.0 s · 1,204 obs/s · own 38,112 of 38,204 · v1 62 % v2 38 %". */
export function plainProgress(state: LiveState): string {
  const { progress, figures } = state;
  return [
    `${progress.phase ?? 'preparing'} at ${formatSpan(progress.atMs)}`,
    ...figureParts(state),
    ...(figures.revisions.length === 0 ? [] : [revisionShares(figures).join(' ')]),
  ].join(' · ');
}

function figureParts({ figures, violations, others }: LiveState): readonly string[] {
  const parts = [
    `${formatCount(figures.perSecond)} obs/s`,
    `own ${formatCount(figures.own)} of ${formatCount(figures.observations)}`,
    counted(violations, 'violation'),
  ];
  return others === 0 ? parts : [...parts, counted(others, 'hazard or notice', 'hazards and notices')];
}

function figuresLine(state: LiveState, palette: Palette, width: number): string {
  const parts = figureParts(state);
  const fitting: string[] = [];
  for (const [index, part] of parts.entries()) {
    const coloured = index === 2 ? (state.violations > 0 ? palette.red(part) : palette.green(part)) : part;
    if (cellWidth([...fitting, part].join(' · ')) <= width) fitting.push(coloured);
  }
  return fitting.join(palette.dim(' · '));
}

function revisionShares(figures: LiveFigures): readonly string[] {
  return figures.revisions.map(
    ({ revision, share }) => `${printable(revision)} ${(share * 100).toFixed(0)} %`,
  );
}

function served(figures: LiveFigures, palette: Palette, width: number): string {
  if (figures.revisions.length + figures.instances.length === 0) return '';
  const instances = figures.instances.map(printable);
  const revisions = truncate(revisionShares(figures).join('  '), width);
  const room = width - cellWidth(revisions) - 3;
  const names = `${counted(instances.length, 'instance')}: ${instances.join(' ')}`;
  if (instances.length === 0 || room < 12) return palette.cyan(revisions);
  return `${palette.cyan(revisions)}${revisions === '' ? '' : palette.dim(' · ')}${palette.dim(truncate(names, room))}`;
}
