import type { Finding } from '../../model/finding.js';
import type { Result, RunFile } from '../../model/result.js';
import type { Progress, Reporter } from '../reporter.js';
import { counted, formatSpan } from '../words/figures.js';
import { renderFindingLine } from '../words/finding-line.js';
import { findingKind } from '../words/finding-order.js';
import { printable } from '../words/printable.js';
import { wrap } from './cells.js';
import { closingLines } from './closing.js';
import type { LiveState } from './live-block.js';
import { liveBlock, plainProgress } from './live-block.js';
import { createLiveTally } from './live-tally.js';
import { createPalette, severitySign } from './palette.js';
import type { TerminalStream } from './screen.js';
import { createScreen } from './screen.js';

/** Where and how the terminal reporter writes. */
export interface TerminalOptions {
  readonly stream: TerminalStream;
  readonly isTty: boolean;
  readonly colour: boolean;
  /** Only violations and the closing lines. */
  readonly quiet: boolean;
  /** Milliseconds of a monotonic clock; paces the redraws. */
  readonly now: () => number;
}

const redrawMs = 100;
const plainEveryMs = 5_000;

/**
 * Tells a run on a terminal: one redrawn block with findings scrolling above it. Off a terminal: a plain line
 * at each change of phase, every 5 s and at each finding. Of each oracle × page the first finding is told in
 * full, later ones are only counted.
 */
export function createTerminalReporter(options: TerminalOptions): Reporter {
  const { isTty, quiet, now } = options;
  const palette = createPalette(options.colour);
  const screen = createScreen(options.stream, isTty);
  const tally = createLiveTally();
  const told = new Set<string>();
  let violations = 0;
  let others = 0;
  let lastDraw = -Infinity;
  let lastPhase: Progress['phase'] = null;

  const say = (line: string, indent: number): void => {
    screen.print(wrap(line, screen.width - 2, indent).map((part) => `  ${part}`));
  };

  const show = (state: LiveState): void => {
    if (isTty) screen.draw(liveBlock(state, palette, screen.width));
    else screen.print([`  ${plainProgress(state)}`]);
  };

  return {
    begin(run, notes) {
      if (quiet) return;
      screen.print([
        '',
        ...headLines(run, screen.width).map((line, i) => `  ${i === 0 ? palette.bold(line) : line}`),
      ]);
      for (const note of notes) say(`${palette.yellow('!')} ${printable(note)}`, 2);
      screen.print(['']);
    },
    step(text) {
      if (!quiet) say(palette.dim(`· ${printable(text)}`), 2);
    },
    record: tally.see,
    finding(finding) {
      if (finding.severity === 'violation') violations += 1;
      else others += 1;
      if (told.has(findingKind(finding)) || (quiet && finding.severity !== 'violation')) return;
      told.add(findingKind(finding));
      say(findingText(finding, palette), 4);
    },
    progress(progress) {
      const due = now() - lastDraw >= (isTty ? redrawMs : plainEveryMs) || progress.phase !== lastPhase;
      if (quiet || !due) return;
      lastDraw = now();
      lastPhase = progress.phase;
      show({ progress, figures: tally.figures(progress.atMs), violations, others });
    },
    end(result, files) {
      screen.draw([]);
      screen.print([...closingLines(result, palette, screen.width), ...pathLines(result, files), '']);
    },
  };
}

function findingText(finding: Finding, palette: ReturnType<typeof createPalette>): string {
  const sign = severitySign(palette, finding.severity);
  return `${sign} ${palette.bold(finding.severity)} ${finding.oracle}  ${renderFindingLine(finding)}`;
}

function headLines(run: RunFile, width: number): readonly string[] {
  const load = [
    counted(run.identities.length, 'identity', 'identities'),
    counted(run.actors.browsers, 'browser'),
    counted(run.actors.sessions, 'plain-HTTP session'),
    counted(run.pages.length, 'page'),
    run.pressure,
    `rollout: ${run.rollout}`,
  ].join(' · ');
  return [
    `Sosie ${run.sosie} · run ${run.runId} · seed ${String(run.seed)}`,
    ...wrap(printable(run.target), width - 2),
    ...wrap(load, width - 2),
  ];
}

/** Never cut, so that a path can be copied even from a narrow window. */
function pathLines(
  result: Result,
  files: { readonly directory: string; readonly report: string },
): readonly string[] {
  return [
    `  report  ${files.report}`,
    `  ledger  ${files.directory}`,
    `  took    ${formatSpan(result.durationMs)}, seed ${String(result.seed)}`,
  ];
}
