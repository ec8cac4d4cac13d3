import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Phase } from '../../../harness/model/phase.js';
import type { ReportInput } from '../../../harness/report/report-file.js';
import { cellWidth, truncate, wrap } from '../../../harness/report/terminal/cells.js';
import { renderTable } from '../../../harness/report/terminal/table.js';
import { createTerminalReporter } from '../../../harness/report/terminal/terminal-reporter.js';
import type { Recorder } from './recorder.js';
import { recorder } from './recorder.js';
import {
  failInput,
  floodInput,
  inconclusiveInput,
  passInput,
  sampleFinding,
  sampleHistory,
  sampleRun,
} from './samples.js';

const files = { directory: 'sosie-runs/x', report: 'sosie-runs/x/report.html' };
const plan = [
  { phase: 'before', lengthMs: 20_000 },
  { phase: 'during', lengthMs: null },
  { phase: 'after', lengthMs: 20_000 },
] as const;

interface Playing {
  readonly isTty: boolean;
  readonly columns?: number;
  readonly quiet?: boolean;
  readonly colour?: boolean;
  readonly untilMs?: number;
}

/** Plays a whole run into a reporter, with progress four times a second of the run's own clock. */
function play(
  input: ReportInput,
  { isTty, columns = 80, quiet = false, colour = false, untilMs = Infinity }: Playing,
): Recorder {
  const out = recorder(columns);
  let atMs = 0;
  const reporter = createTerminalReporter({ stream: out.stream, isTty, colour, quiet, now: () => atMs });
  const findings = [...input.result.findings].sort((a, b) => a.firstAtMs - b.firstAtMs);
  let phase: Phase | null = null;
  reporter.begin(input.run, ['no revision header is configured']);
  reporter.step('identities: 28 provisioned');
  for (const record of sampleHistory(135)) {
    if (record.atMs > untilMs) return out;
    for (; atMs < record.atMs; atMs += 250) reporter.progress({ atMs, phase, plan });
    if (record.type === 'phase') phase = record.phase;
    reporter.record(record);
    while ((findings[0]?.firstAtMs ?? Infinity) <= record.atMs)
      reporter.finding(findings.shift() ?? sampleFinding());
  }
  reporter.end(input.result, files);
  return out;
}

function widest(lines: readonly string[]): number {
  return Math.max(...lines.map((line) => line.length));
}

test('no line of any sample is wider than the terminal, and none is left over from the redrawn block', () => {
  for (const columns of [40, 80, 120, 200]) {
    for (const input of [passInput(), failInput(), inconclusiveInput()]) {
      const screen = play(input, { isTty: true, columns }).screen();
      assert.ok(widest(screen) <= columns, String(columns));
      assert.ok(!screen.some((line) => /obs\/s|━/.test(line)), screen.join('\n'));
      assert.ok(screen.some((line) => line.includes(files.report)));
    }
  }
});

test('the block shows phase, rate, own observations, findings, revision shares and instances', () => {
  const screen = play(failInput(), { isTty: true, columns: 100, untilMs: 42_000 }).screen().join('\n');
  assert.match(screen, /before ━+ {2}during ━+─+ {2}after ─+ {2}\d\d\.\d s/);
  assert.match(screen, /\d+ obs\/s · own [\d,]+ of [\d,]+ · 4 violations · 1 hazard or notice/);
  assert.match(screen, /v1 \d+ % {2}v2 \d+ % · \d instances: web1/);
  assert.equal(screen.match(/obs\/s/g)?.length, 1);
});

test('a terminal that became narrower while a block was drawn is left without garbage', () => {
  const out = recorder(120);
  const stream = { columns: 120, rows: 30, write: out.stream.write };
  const reporter = createTerminalReporter({
    stream,
    isTty: true,
    colour: false,
    quiet: false,
    now: () => atMs,
  });
  let atMs = 0;
  reporter.progress({ atMs, phase: 'before', plan });
  const drawn = out.written().split('\n').slice(0, -1);
  stream.columns = 40;
  atMs = 1_000;
  reporter.progress({ atMs, phase: 'before', plan });
  const rows = drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 40)), 0);
  assert.ok(out.written().includes(`\u001b[${String(rows)}A`));
});

test('off a terminal there are plain lines: one a phase, one every five seconds, none with control sequences', () => {
  const text = play(passInput(), { isTty: false }).written();
  assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f]/);
  for (const phase of ['before', 'during', 'after']) assert.match(text, new RegExp(`^ {2}${phase} at `, 'm'));
  const progress = text.match(/obs\/s/g)?.length ?? 0;
  assert.ok(progress >= 14 && progress <= 19, String(progress));
});

test('of 3,000 findings the first of every kind is told and the rest counted', () => {
  const text = play(floodInput(), { isTty: false }).written();
  const told = text.split('✗ FAIL')[0]?.match(/✗ violation/g)?.length;
  assert.equal(told, 16);
  assert.match(text, /3,000 violations/);
  assert.match(text, /2,990 more in the report/);
});

test('quiet says violations and the end only', () => {
  const text = play(failInput(), { isTty: true, quiet: true }).written();
  assert.doesNotMatch(text, /obs\/s|provisioned|▲ hazard/);
  assert.match(text, /✗ violation stranger-data/);
  assert.match(text, /✗ FAIL/);
});

test('colour is used only when asked for', () => {
  const sgr = /\u001b\[\d+m/;
  assert.match(play(failInput(), { isTty: true, colour: true }).written(), sgr);
  assert.doesNotMatch(play(failInput(), { isTty: true, colour: false }).written(), sgr);
});

test('the end of a pass gives the bounds, handoffs and the paths', () => {
  const text = play(passInput(), { isTty: false }).written();
  assert.match(text, /✓ PASS {2}28 identities saw only themselves/);
  assert.match(text, /0 mix-ups in 9,600 own observations: a rate above 0\.031 % is excluded at 95 %/);
  assert.match(text, /0 mix-ups in 104 sessions: a rate above 2\.8 % is excluded at 95 %/);
  assert.match(text, /41 handoffs/);
  assert.match(text, /report {2}sosie-runs\/x\/report\.html/);
});

test('the end of an inconclusive run gives each reason with its hint', () => {
  const text = play(inconclusiveInput(), { isTty: false }).written();
  assert.equal(text.match(/^ +– /gm)?.length, 8);
  assert.equal(text.match(/^ +Hint: /gm)?.length, 8);
});

test('what a target calls itself cannot steer the terminal', () => {
  const out = recorder(80);
  const reporter = createTerminalReporter({
    stream: out.stream,
    isTty: true,
    colour: false,
    quiet: false,
    now: () => 0,
  });
  reporter.begin(sampleRun({ target: 'http://x\u001b[2J' }), ['\u001b]0;title\u0007']);
  reporter.finding(sampleFinding({ where: 'a\u001b[1A\nb', revision: '\u001b[31m', instance: '\r' }));
  assert.doesNotMatch(out.written(), /[\u0000-\u0009\u000b-\u001f]/);
});

test('a table loses columns before it cuts what must stay', () => {
  const columns = [
    { title: 'who', align: 'left', drop: 0 },
    { title: 'instance', align: 'left', drop: 2 },
    { title: 'times', align: 'right', drop: 0 },
  ] as const;
  const rows = [['u03 → stranger', 'web1-3f2a-a-very-long-name', '131']];
  assert.deepEqual(renderTable(columns, rows, 80)[1], 'u03 → stranger  web1-3f2a-a-very-long-name    131');
  assert.deepEqual(renderTable(columns, rows, 34)[1], 'u03 → stranger  web1-3f2a-…    131');
  assert.deepEqual(renderTable(columns, rows, 24)[1], 'u03 → stranger    131');
});

test('wide and combining characters are counted as terminals draw them', () => {
  assert.deepEqual(
    ['abc', '李明', 'e\u0301', '🙂', '\u001b[31mred\u001b[39m'].map(cellWidth),
    [3, 4, 1, 2, 3],
  );
  assert.equal(truncate('李明李明', 6), '李明…');
  assert.deepEqual(wrap('one two three', 7, 2), ['one two', '  three']);
  assert.deepEqual(wrap('incomprehensibilities', 10), ['incompreh…']);
});
