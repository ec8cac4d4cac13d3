import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Drill, Result } from '../../../harness/model/result.js';
import { renderHtml } from '../../../harness/report/html/render-html.js';
import { renderJunit } from '../../../harness/report/junit.js';
import { renderMarkdown } from '../../../harness/report/markdown.js';
import { closingLines } from '../../../harness/report/terminal/closing.js';
import { createPalette } from '../../../harness/report/terminal/palette.js';
import { drillSentence } from '../../../harness/report/words/drill-words.js';
import { passInput, sampleExposure, sampleResult } from './samples.js';

const rang: Drill = {
  page: 'profile',
  kind: 'page',
  phase: 'before',
  rang: true,
  why: null,
  expected: false,
  looks: 4,
  rings: 4,
};
const blind: Drill = { ...rang, page: 'news', rang: false, why: 'silent', rings: 0 };
const bothPhases = (drill: Drill): readonly Drill[] => [drill, { ...drill, phase: 'after' }];

const resultWith = (drills: readonly Drill[], reasons: Result['reasons'] = []): Result =>
  sampleResult({ exposure: sampleExposure({ drills }), reasons });
const inputWith = (result: Result) => ({ ...passInput(), result });
const terminal = (result: Result): string => closingLines(result, createPalette(false), 80).join('\n');

test('where all rang one line says so', () => {
  const drills = [...bothPhases(rang), ...bothPhases({ ...rang, page: 'orders' })];
  assert.equal(drillSentence(drills), 'fire drill: the alarm rang on all 2 pages, before and after');
  assert.match(
    terminal(resultWith(drills)),
    /^ {2}fire drill: the alarm rang on all 2 pages, before and after$/m,
  );
});

test('blind pages are named, with the phases and the reason', () => {
  const drills = [...bothPhases(rang), rang, { ...blind, phase: 'after' as const }];
  assert.equal(
    drillSentence(drills),
    'fire drill: the alarm rang on 1 of 2 pages; blind: news (after: nothing on it tells whose it is)',
  );
  assert.match(drillSentence([{ ...blind, expected: true }]) ?? '', /as expected\)$/);
});

test('many blind pages are counted', () => {
  const many = Array.from({ length: 12 }, (_, i) => ({ ...blind, page: `news ${String(i)}` }));
  assert.match(drillSentence(many) ?? '', /on 0 of 12 pages; .*; and 4 more$/);
});

test('a run without a drill by design says nothing of it; one that wants none says so', () => {
  assert.equal(drillSentence([]), null);
  assert.doesNotMatch(terminal(resultWith([])) + renderMarkdown(inputWith(resultWith([]))), /drill/);
  assert.doesNotMatch(renderHtml(inputWith(resultWith([]))), /id="drill"/);
  const without = resultWith([], [{ code: 'no-drill', text: 'There was no fire drill.', hint: null }]);
  assert.match(terminal(without), /There was no fire drill\./);
  assert.match(renderMarkdown(inputWith(without)), /There was no fire drill\./);
  assert.match(renderHtml(inputWith(without)), /There was no fire drill\./);
});

test('the report has a row for every page and a column for every drill, blind pages first', () => {
  const html = renderHtml(inputWith(resultWith([...bothPhases(rang), ...bothPhases(blind)])));
  const section = /<section id="drill"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
  assert.match(section, /1 page is blind/);
  assert.deepEqual(
    [...section.matchAll(/scope="row">([^<]*)</g)].map(([, name]) => name),
    ['news', 'profile'],
  );
  assert.equal(section.match(/rang, 4 of 4/g)?.length, 2);
  assert.equal(section.match(/nothing on it tells whose it is/g)?.length, 2);
});

test('in JUnit a blind page is skipped, never green', () => {
  const xml = renderJunit(inputWith(resultWith([rang, blind])));
  assert.match(xml, /name="profile rings when sessions are exchanged \(before\)"\/>/);
  assert.match(
    xml,
    /name="news rings when sessions are exchanged \(before\)"><skipped message="blind: nothing/,
  );
});

test('names from the target are no markup in any of them', () => {
  const input = inputWith(resultWith([{ ...blind, page: '<img src=x onerror=alert(1)>' }]));
  assert.doesNotMatch(renderHtml(input) + renderJunit(input) + renderMarkdown(input), /<img/);
});
