import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Drill } from '../../../harness/model/result.js';
import { renderHtml } from '../../../harness/report/html/render-html.js';
import { renderMarkdown } from '../../../harness/report/markdown.js';
import { closingLines } from '../../../harness/report/terminal/closing.js';
import { createPalette } from '../../../harness/report/terminal/palette.js';
import { coverageGrid, coverageSentence } from '../../../harness/report/words/coverage-grid.js';
import type { ReportInput } from '../../../harness/report/report-file.js';
import { inconclusiveInput, passInput, sampleCoverage, sampleExposure, sampleResult } from './samples.js';

const blindProfile: Drill = {
  page: 'profile',
  kind: 'page',
  phase: 'before',
  rang: false,
  why: 'silent',
  expected: true,
  looks: 2,
  rings: 0,
};

function printed(input: ReportInput): readonly string[] {
  return closingLines(input.result, createPalette(false), 80);
}

describe('the coverage of a run', () => {
  it('is laid out by page, phase and revision', () => {
    const grid = coverageGrid(sampleExposure());
    assert.deepEqual(grid.phases, ['before', 'during', 'after']);
    assert.deepEqual(grid.revisions, ['v1', 'v2']);
    assert.deepEqual(
      grid.phases.map((phase) => grid.revisionsIn(phase)),
      [['v1'], ['v1', 'v2'], ['v2']],
    );
    const [first] = grid.rows;
    assert.equal(first?.page, 'profile');
    assert.deepEqual(first.inPhase('during'), { own: 944, required: null });
    assert.equal(first.at('during', 'v2'), 467);
    assert.deepEqual(first.on('v2'), { own: 1192, required: null });
  });

  it('has the phases that the run had to have, and marks what is missing with what is required', () => {
    const { exposure } = inconclusiveInput().result;
    const grid = coverageGrid(exposure);
    const row = (page: string) => grid.rows.find((each) => each.page === page);
    assert.deepEqual(row('orders')?.inPhase('after'), { own: 12, required: 30 });
    assert.deepEqual(row('letter preview')?.inPhase('during'), { own: 0, required: 30 });
    assert.deepEqual(
      grid.rows.filter(({ lacks }) => lacks).map(({ page }) => page),
      ['orders', 'letter preview'],
    );
  });

  it('is told where the target does not tell its revision', () => {
    const cells = sampleCoverage().pages.map((cell) => ({ ...cell, revision: null }));
    const exposure = sampleExposure({ coverage: sampleCoverage({ pages: cells, instances: [] }) });
    assert.deepEqual(coverageGrid(exposure).revisions, []);
    assert.deepEqual(coverageGrid(exposure).revisionsIn('during'), [null]);
    assert.doesNotMatch(coverageSentence(exposure) ?? '', /revision|instance/);
  });

  it('says in a sentence how much was seen of the least seen page', () => {
    assert.equal(
      coverageSentence(sampleExposure()),
      '4 pages in 3 phases, on 2 revisions, by 6 instances: 725 own looks or more of each page in each phase (fewest: profile, after)',
    );
    assert.equal(
      coverageSentence(sampleExposure({ byPage: {}, coverage: sampleCoverage({ pages: [] }) })),
      null,
    );
  });
});

describe('the coverage in report.html', () => {
  it('is a matrix with a column for each revision of each phase, and no advice where nothing is missing', () => {
    const html = renderHtml(passInput());
    assert.match(html, /<th scope="colgroup" class="first" colspan="2">during<\/th>/);
    assert.doesNotMatch(html, /What to change|class="low missing/);
    assert.match(html.replace(/\n/g, ''), /web1-3f2a<\/th><td class="text">v2<\/td>/);
  });

  it('marks each missing cell, and says beneath what to change', () => {
    const html = renderHtml(inconclusiveInput());
    const flat = html.replace(/\n/g, '');
    assert.match(flat, /<td class="empty missing first" colspan="2">0 of 30<\/td>/);
    assert.match(flat, /<td class="low missing first" colspan="1">12 of 30<\/td>/);
    assert.match(flat, /What to change[^]*Raise load\.afterSeconds/);
    assert.match(flat, /web3-3f2a[^]*?<td class="empty missing" colspan="1">0 of 30<\/td>/);
  });

  it('calls a blind page blind, not unseen', () => {
    const exposure = sampleExposure({ drills: [blindProfile] });
    const input = { ...passInput(), result: sampleResult({ exposure }) };
    assert.match(renderHtml(input).replace(/\n/g, ''), /profile<\/th><td class="blind first"[^>]*>blind</);
  });

  it('has one column for each phase where there are too many revisions to be read', () => {
    const pages = Array.from({ length: 20 }, (_, i) => ({
      name: 'profile',
      phase: 'during' as const,
      revision: `build-${String(i)}`,
      own: 3,
      other: 0,
    }));
    const exposure = sampleExposure({ coverage: sampleCoverage({ pages }) });
    const html = renderHtml({ ...passInput(), result: sampleResult({ exposure }) });
    assert.match(html, /<th scope="colgroup" class="first" colspan="1">during<\/th>/);
  });
});

describe('the coverage on the terminal and in Markdown', () => {
  it('is one sentence on a terminal where nothing is missing', () => {
    const lines = printed(passInput());
    assert.ok(lines.some((line) => line.includes('4 pages in 3 phases, on 2 revisions, by 6 instances')));
    assert.ok(!lines.some((line) => line.includes('own looks  ')));
  });

  it('is a table of the pages that lack something, within 80 columns', () => {
    const lines = printed(inconclusiveInput());
    const head = lines.findIndex((line) => /^ {2}own looks +before +during +after +v1 +v2$/.test(line));
    assert.ok(head > 0, lines.join('\n'));
    assert.match(lines[head + 1] ?? '', /^ {2}orders +727 +477 +12 of 30 +1,204 +12 of 30$/);
    assert.match(lines[head + 2] ?? '', /^ {2}letter preview +727 +0 of 30 +725/);
    assert.ok(lines.every((line) => line.length <= 80));
  });

  it('is a table in Markdown, what is missing in bold and first', () => {
    const text = renderMarkdown(inconclusiveInput());
    assert.match(
      text,
      /\| own looks \| before \| during \| after \| v1 \| v2 \|\n\| --- \|( ---: \|){5}\n\| orders \| 727 \| 477 \| \*\*12 of 30\*\*/,
    );
    assert.match(text, /\| letter preview \| 727 \| \*\*0 of 30\*\* \| 725/);
    assert.doesNotMatch(renderMarkdown(passInput()), /\*\*\d+ of/);
  });
});
