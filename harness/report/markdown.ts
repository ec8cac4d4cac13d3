import type { Finding } from '../model/finding.js';
import type { Exposure } from '../model/result.js';
import type { ReportInput } from './report-file.js';
import { causeClause, causeReasons, groupCauses } from './words/cause-words.js';
import { overallSentences } from './words/bound-sentence.js';
import { drillSentence } from './words/drill-words.js';
import { coverageGrid, type GridCell } from './words/coverage-grid.js';
import { formatCount, formatSpan } from './words/figures.js';
import { findingOrigin, findingPair } from './words/finding-line.js';
import { rankFindings } from './words/finding-order.js';
import { printable } from './words/printable.js';
import { tellStory } from './words/story.js';
import { verdictSentence, verdictSigns } from './words/verdict-sentence.js';

const mostRows = 10;
const mostCauseGroups = 3;
const mostRevisions = 6;
const icons = { pass: '✅', inconclusive: '⚠️', fail: '❌' } as const;

/** A summary in GitHub's Markdown, short enough for a job page (`GITHUB_STEP_SUMMARY`) or a comment. */
export function renderMarkdown({ run, result }: Pick<ReportInput, 'run' | 'result'>): string {
  const sections = [
    `## ${icons[result.verdict]} Sosie: ${verdictSigns[result.verdict].word}`,
    `**${text(verdictSentence(result))}**`,
    text(tellStory(result).join(' ')),
    findingTable(result.findings),
    causeList(result.findings),
    result.verdict === 'pass' ? '' : reasonList(result.reasons),
    coverageTable(result.exposure),
    result.verdict === 'pass'
      ? ''
      : overallSentences(result.exposure)
          .map((sentence) => `- ${text(sentence)}`)
          .join('\n'),
    drillLine(result),
    `<sub>${text(run.target)} · run ${text(run.runId)} · seed ${String(run.seed)} · ${formatSpan(result.durationMs)} · Sosie ${text(run.sosie)}</sub>`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function findingTable(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const rows = rankFindings(findings)
    .slice(0, mostRows)
    .map((finding) =>
      [
        finding.severity,
        finding.oracle,
        findingPair(finding),
        finding.where,
        finding.phase,
        findingOrigin(finding),
        formatSpan(finding.firstAtMs),
        formatCount(finding.count),
      ].map(text),
    )
    .map((cells) => `| ${cells.join(' | ')} |`);
  const more = findings.length - rows.length;
  return [
    '| | oracle | who saw whom | page | phase | answered by | first at | times |',
    '| --- | --- | --- | --- | --- | --- | ---: | ---: |',
    ...rows,
    ...(more === 0 ? [] : ['', `${formatCount(more)} more in the report.`]),
  ].join('\n');
}

/** Own looks by page, phase and revision; what is missing stands in bold with the number that is required. */
function coverageTable(exposure: Exposure): string {
  const { rows, phases, revisions } = coverageGrid(exposure);
  if (rows.length === 0 || phases.length === 0) return '';
  const told = revisions.length > 1 && revisions.length <= mostRevisions ? revisions : [];
  const figure = ({ own, required }: GridCell): string =>
    required === null ? formatCount(own) : `**${formatCount(own)} of ${formatCount(required)}**`;
  const ordered = [...rows].sort((a, b) => Number(b.lacks) - Number(a.lacks));
  const lines = ordered
    .slice(0, mostRows)
    .map((row) => [
      text(row.page),
      ...(row.blind
        ? [...phases, ...told].map(() => 'blind')
        : [
            ...phases.map((phase) => figure(row.inPhase(phase))),
            ...told.map((name) => figure(row.on(name))),
          ]),
    ]);
  const more = rows.length - lines.length;
  return [
    `| own looks | ${[...phases, ...told.map(text)].join(' | ')} |`,
    `| --- | ${[...phases, ...told].map(() => '---:').join(' | ')} |`,
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
    ...(more === 0 ? [] : ['', `${formatCount(more)} more in the report.`]),
  ].join('\n');
}

/** What is to blame for each kind of violation, likeliest first, with the reasons. */
function causeList(findings: readonly Finding[]): string {
  return groupCauses(findings)
    .slice(0, mostCauseGroups)
    .map(({ oracles, causes }) =>
      [
        `**Most likely to blame** for ${text(oracles.join(', '))}:`,
        '',
        ...causes.flatMap((cause, index) => [
          `${String(index + 1)}. ${text(causeClause(cause))}`,
          ...causeReasons(cause).map((reason) => `   - ${text(reason)}`),
        ]),
      ].join('\n'),
    )
    .join('\n\n');
}

function reasonList(reasons: ReportInput['result']['reasons']): string {
  return reasons
    .map(({ text: reason, hint }) => `- ${text(reason)}${hint === null ? '' : ` *Hint: ${text(hint)}*`}`)
    .join('\n');
}

/** Whether the alarm itself was tried; that it was not is said as well. */
function drillLine({ exposure, reasons }: ReportInput['result']): string {
  const sentence = drillSentence(exposure.drills);
  if (sentence !== null) return `- ${text(sentence)}`;
  const missing = reasons.find(({ code }) => code === 'no-drill');
  return missing === undefined ? '' : `- ${text(missing.text)}`;
}

/** Plain text in Markdown: nothing of it is markup, a link, a mention or an end of a table cell. */
function text(value: string): string {
  return printable(value).replace(/[\\`*_{}[\]()#+!|<>~&@:]/g, (char) => `&#${String(char.charCodeAt(0))};`);
}
