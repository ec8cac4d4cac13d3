import type { Finding } from '../model/finding.js';
import type { Result, RunFile } from '../model/result.js';
import { overallSentences } from './words/bound-sentence.js';
import { blindWords } from './words/drill-words.js';
import { counted } from './words/figures.js';
import { findingClause, findingOrigin, renderFindingLine } from './words/finding-line.js';
import { rankFindings } from './words/finding-order.js';
import type { OracleFamily } from './words/oracle-words.js';
import { oracleWords } from './words/oracle-words.js';
import { printable } from './words/printable.js';
import { verdictSentence, verdictSigns } from './words/verdict-sentence.js';

interface Case {
  readonly suite: string;
  readonly name: string;
  readonly kind: 'passed' | 'failure' | 'skipped';
  readonly message: string;
  readonly body: string;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

const mostLines = 20;

const expectations: Readonly<Record<OracleFamily, string>> = {
  data: 'shows each identity only its own data',
  account: 'leads to the account that was signed in to',
  session: 'keeps each session with its own identity',
  access: 'refuses whoever it does not belong to',
  caching: 'is not kept by a shared cache',
};

/**
 * JUnit XML (the dialect that Jenkins, GitLab and GitHub actions read). A suite per phase with a case for
 * every page, failed where a violation was seen and skipped where nothing own was seen; a suite of the fire drill, in
 * which a blind page is skipped; a last suite
 * "verdict" that fails unless the verdict is `pass`, so that an inconclusive run is never read as green.
 */
export function renderJunit({ run, result }: { readonly run: RunFile; readonly result: Result }): string {
  const suites = [...phaseSuites(run, result), ...drillSuite(result), verdictSuite(result)];
  const cases = suites.flatMap((suite) => suite.cases);
  const seconds = (result.durationMs / 1000).toFixed(3);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="sosie" ${totals(cases)} time="${seconds}">`,
    ...suites.map((suite) => suiteXml(suite, run, result)),
    '</testsuites>',
    '',
  ].join('\n');
}

function phaseSuites(run: RunFile, result: Result): readonly Suite[] {
  const named = Object.keys(result.exposure.byPhase);
  const phases = [...new Set([...named, ...result.findings.map((finding) => finding.phase)])];
  return phases.map((phase) => {
    const found = rankFindings(result.findings).filter(
      (f) => f.severity === 'violation' && f.phase === phase,
    );
    const pages = [
      ...new Set([...run.pages.map((page) => page.name), ...found.map((finding) => finding.where)]),
    ];
    return { name: phase, cases: pages.flatMap((page) => pageCases(phase, page, found, result)) };
  });
}

/** Its own data on every page; another family only where it has something to say. */
function pageCases(phase: string, page: string, found: readonly Finding[], result: Result): readonly Case[] {
  const here = found.filter((finding) => finding.where === page);
  const own = result.exposure.byPage[page]?.[phase]?.own ?? 0;
  const families = (Object.keys(expectations) as OracleFamily[]).filter(
    (family) => family === 'data' || here.some((finding) => oracleWords[finding.oracle].family === family),
  );
  return families.map((family) => {
    const mine = here.filter((finding) => oracleWords[finding.oracle].family === family);
    const [first] = mine;
    const base = { suite: phase, name: `${printable(page)} ${expectations[family]}` };
    if (first !== undefined)
      return { ...base, kind: 'failure', message: headline(first, mine.length), body: lines(mine) };
    if (own === 0) return { ...base, kind: 'skipped', message: 'no own observation', body: '' };
    return { ...base, kind: 'passed', message: '', body: '' };
  });
}

function headline(first: Finding, count: number): string {
  const origin = findingOrigin(first);
  const more = count === 1 ? '' : `, and ${counted(count - 1, 'more finding')}`;
  return `${first.oracle}: ${findingClause(first)}${origin === '' ? '' : ` by ${origin}`}${more}`;
}

function lines(findings: readonly Finding[]): string {
  const shown = findings
    .slice(0, mostLines)
    .map((finding) => `${finding.id} ${finding.oracle}: ${renderFindingLine(finding)}`);
  const more = findings.length - shown.length;
  return [...shown, ...(more === 0 ? [] : [`${counted(more, 'more finding')} in result.json`])].join('\n');
}

function drillSuite({ exposure }: Result): readonly Suite[] {
  const suite = 'fire drill';
  const cases = exposure.drills.map(({ page, phase, rang, why, expected }): Case => ({
    suite,
    name: `${printable(page)} rings when sessions are exchanged (${phase})`,
    kind: rang ? 'passed' : 'skipped',
    message: rang ? '' : `blind${expected ? ' as expected' : ''}: ${blindWords[why ?? 'silent']}`,
    body: '',
  }));
  return cases.length === 0 ? [] : [{ name: suite, cases }];
}

function verdictSuite(result: Result): Suite {
  const suite = 'verdict';
  const { word } = verdictSigns[result.verdict];
  const message = `${word}: ${verdictSentence(result)}`;
  const reasons = result.reasons.map((reason) => reasonLine(reason.text, reason.hint)).join('\n');
  const whole: Case = {
    suite,
    name: 'every identity saw only itself, and the run can vouch for it',
    kind: result.verdict === 'pass' ? 'passed' : 'failure',
    message,
    body: reasons,
  };
  if (result.verdict !== 'inconclusive') return { name: suite, cases: [whole] };
  const skipped = result.reasons.map((reason): Case => ({
    suite,
    name: reason.code,
    kind: 'skipped',
    message: reasonLine(reason.text, reason.hint),
    body: '',
  }));
  return { name: suite, cases: [whole, ...skipped] };
}

function reasonLine(text: string, hint: string | null): string {
  return printable(hint === null ? text : `${text} Hint: ${hint}`);
}

function suiteXml(suite: Suite, run: RunFile, result: Result): string {
  const facts = {
    'sosie.version': run.sosie,
    'sosie.run': run.runId,
    'sosie.seed': String(run.seed),
    'sosie.target': run.target,
    'sosie.verdict': result.verdict,
    'sosie.observations': String(result.exposure.observations),
    'sosie.own': String(result.exposure.own),
  };
  return [
    `  <testsuite name="${xml(suite.name)}" ${totals(suite.cases)} timestamp="${xml(result.startedAt)}">`,
    '    <properties>',
    ...Object.entries(facts).map(([name, value]) => `      <property name="${name}" value="${xml(value)}"/>`),
    '    </properties>',
    ...suite.cases.map(caseXml),
    ...(suite.name === 'verdict'
      ? [`    <system-out>${xml(overallSentences(result.exposure).join('\n'))}</system-out>`]
      : []),
    '  </testsuite>',
  ].join('\n');
}

function caseXml({ suite, name, kind, message, body }: Case): string {
  const open = `    <testcase classname="sosie.${xml(suite)}" name="${xml(name)}"`;
  if (kind === 'passed') return `${open}/>`;
  if (kind === 'skipped') return `${open}><skipped message="${xml(message)}"/></testcase>`;
  return `${open}><failure type="violation" message="${xml(message)}">${xml(body)}</failure></testcase>`;
}

function totals(cases: readonly Case[]): string {
  const of = (kind: Case['kind']): string =>
    String(cases.filter((testCase) => testCase.kind === kind).length);
  return `tests="${String(cases.length)}" failures="${of('failure')}" errors="0" skipped="${of('skipped')}"`;
}

/** XML 1.0 text or attribute: what XML cannot hold at all is replaced, line by line, before escaping. */
function xml(text: string): string {
  return text
    .split('\n')
    .map(printable)
    .join('\n')
    .replace(/[&<>"']/g, (char) => `&#${String(char.charCodeAt(0))};`);
}
