import type { Finding } from '../../model/finding.js';
import type { Result } from '../../model/result.js';
import { blameSentence, causeClause, causeReasons, groupCauses } from '../words/cause-words.js';
import { overallSentences } from '../words/bound-sentence.js';
import { drillSentence } from '../words/drill-words.js';
import { coverageSentence } from '../words/coverage-grid.js';
import { counted, formatCount, formatSpan } from '../words/figures.js';
import { findingOrigin, findingPair } from '../words/finding-line.js';
import { isFloorReason } from '../words/floor-reason.js';
import { rankFindings } from '../words/finding-order.js';
import { printable } from '../words/printable.js';
import { verdictSentence, verdictSigns } from '../words/verdict-sentence.js';
import { wrap } from './cells.js';
import { coverageLines } from './coverage-lines.js';
import type { Palette } from './palette.js';
import { severitySign, verdictColour } from './palette.js';
import type { Column } from './table.js';
import { renderTable } from './table.js';

const mostRows = 10;
const mostReasons = 20;
const mostCauseGroups = 3;

/** The last words of a run: verdict, findings, what the verdict rests on, reasons; no line wider than `width`. */
export function closingLines(result: Result, palette: Palette, width: number): readonly string[] {
  const { sign, word } = verdictSigns[result.verdict];
  const colour = verdictColour(palette, result.verdict);
  const head = `${colour(palette.bold(`${sign} ${word}`))}  ${palette.bold(verdictSentence(result))}`;
  const sections = [
    findingSection(result, palette, width - 2),
    causeSection(result, palette, width - 2),
    reasonSection(result, palette, width - 2),
    result.verdict === 'pass' ? [] : coverageLines(result.exposure, palette, width - 2),
    basisSection(result, width - 2),
  ];
  return [
    '',
    ...wrap(head, width - 2, 2).map((line) => `  ${line}`),
    ...sections.flatMap((lines) => (lines.length === 0 ? [] : ['', ...lines.map((line) => `  ${line}`)])),
    '',
  ];
}

const columns: readonly Column[] = [
  { title: ' ', align: 'left', drop: 0 },
  { title: 'oracle', align: 'left', drop: 0 },
  { title: 'who saw whom', align: 'left', drop: 0 },
  { title: 'page', align: 'left', drop: 0 },
  { title: 'phase', align: 'left', drop: 2 },
  { title: 'answered by', align: 'left', drop: 3 },
  { title: 'first at', align: 'right', drop: 1 },
  { title: 'times', align: 'right', drop: 0 },
];

function findingSection(result: Result, palette: Palette, width: number): readonly string[] {
  if (result.findings.length === 0) return [];
  const ranked = rankFindings(result.findings);
  const shown = ranked.slice(0, mostRows);
  const [title, ...rows] = renderTable(columns, shown.map(row), width);
  const lines = rows.map((line, index) => {
    const finding = shown[index];
    return finding === undefined ? line : line.replace('#', severitySign(palette, finding.severity));
  });
  const more = ranked.length - shown.length;
  return [
    palette.dim(title ?? ''),
    ...lines,
    ...(more === 0 ? [] : [palette.dim(`${formatCount(more)} more in the report`)]),
  ];
}

function row(finding: Finding): readonly string[] {
  return [
    '#',
    finding.oracle,
    findingPair(finding),
    printable(finding.where),
    finding.phase,
    findingOrigin(finding),
    formatSpan(finding.firstAtMs),
    formatCount(finding.count),
  ];
}

/** What is to blame, likeliest first, with the reasons of the first; each kind of violation by itself. */
function causeSection(result: Result, palette: Palette, width: number): readonly string[] {
  const blame = blameSentence(result.findings);
  if (blame === null) return [];
  const groups = groupCauses(result.findings).slice(0, mostCauseGroups);
  const lines = groups.flatMap(({ oracles, causes }) => [
    ...(groups.length === 1 ? [] : wrap(palette.dim(`${oracles.join(', ')}:`), width, 2)),
    ...causes.flatMap((cause, index) => [
      ...wrap(`${String(index + 1)}. ${causeClause(cause)}`, width, 3),
      ...(index > 0 ? [] : causeReasons(cause).flatMap((reason) => wrap(`   – ${reason}`, width, 5))),
    ]),
  ]);
  return [...wrap(palette.bold(blame), width, 2), ...lines];
}

function reasonSection(result: Result, palette: Palette, width: number): readonly string[] {
  if (result.verdict === 'pass') return [];
  // A release that fails is not let through by more looking: the floors that it missed are left to the report.
  const told =
    result.verdict === 'fail' ? result.reasons.filter((reason) => !isFloorReason(reason)) : result.reasons;
  const shown = told.slice(0, mostReasons);
  const lines = shown.flatMap((reason) => [
    ...wrap(`${palette.yellow('–')} ${printable(reason.text)}`, width, 2),
    ...(reason.hint === null
      ? []
      : wrap(`Hint: ${printable(reason.hint)}`, width - 2, 6).map((line) => `  ${palette.dim(line)}`)),
  ]);
  const more = result.reasons.length - shown.length;
  return more === 0 ? lines : [...lines, palette.dim(`${formatCount(more)} more in the report`)];
}

function basisSection(result: Result, width: number): readonly string[] {
  const { exposure } = result;
  const covered = result.verdict === 'pass' ? coverageSentence(exposure) : null;
  const seen = [
    `${counted(exposure.handoffs, 'handoff')} (one session, own on the old and on the new revision)`,
    counted(exposure.overlaps, 'overlap'),
    ...(exposure.lostBodies === 0 ? [] : [counted(exposure.lostBodies, 'lost body', 'lost bodies')]),
  ];
  const drill =
    drillSentence(exposure.drills) ?? result.reasons.find(({ code }) => code === 'no-drill')?.text;
  const lines = [
    ...overallSentences(exposure),
    ...(covered === null ? [] : [covered]),
    seen.join(', '),
    ...(drill === undefined ? [] : [drill]),
  ];
  return lines.flatMap((line) => wrap(line, width, 2));
}
