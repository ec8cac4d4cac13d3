import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oracleNames } from '../../../harness/model/finding.js';
import { boundSentence } from '../../../harness/report/words/bound-sentence.js';
import {
  counted,
  formatClock,
  formatCount,
  formatRate,
  formatSpan,
  listed,
} from '../../../harness/report/words/figures.js';
import { renderFindingLine } from '../../../harness/report/words/finding-line.js';
import { groupFindings, rankFindings } from '../../../harness/report/words/finding-order.js';
import { printable } from '../../../harness/report/words/printable.js';
import { tellStory } from '../../../harness/report/words/story.js';
import { verdictSentence } from '../../../harness/report/words/verdict-sentence.js';
import {
  counts,
  failInput,
  floodInput,
  inconclusiveInput,
  passInput,
  sampleExposure,
  sampleFinding,
  sampleResult,
} from './samples.js';

test('a pass says who saw only themselves, when, and in how many observations', () => {
  assert.equal(
    verdictSentence(passInput().result),
    '28 identities saw only themselves before, during and after the rollout, in 9,600 own observations.',
  );
  const alone = sampleResult({
    rollout: { driver: 'none', events: [] },
    exposure: sampleExposure({ identities: 1, own: 1 }),
  });
  assert.equal(verdictSentence(alone), '1 identity saw only itself, in 1 own observation.');
});

test('a fail says how many identities were shown data that was not theirs', () => {
  assert.equal(
    verdictSentence(failInput().result),
    '3 of 28 identities were shown data that was not theirs.',
  );
});

test('a victim that was never seen as itself does not make the fail sentence count beyond all', () => {
  const findings = ['u01', 'u02'].map((viewer) => sampleFinding({ viewer }));
  const result = sampleResult({ verdict: 'fail', findings, exposure: sampleExposure({ identities: 1 }) });
  assert.equal(verdictSentence(result), '2 of 2 identities were shown data that was not theirs.');
});

test('a fail without sightings is told by its first violation', () => {
  const open = sampleFinding({ oracle: 'anonymous-access', viewer: 'anonymous', owner: 'u02' });
  const kept = sampleFinding({ oracle: 'session-fixation', viewer: 'u05', owner: null });
  const sentence = (findings: (typeof open)[]): string =>
    verdictSentence(sampleResult({ verdict: 'fail', findings }));
  assert.equal(sentence([open, kept]), "u02's data could be read without a login, and 1 more violation.");
  assert.equal(sentence([kept]), 'u05 kept its session id across the login.');
});

test('a fail without any violation gives its reason', () => {
  const reasons = [{ code: 'secret', text: 'A password stands in the run directory.', hint: null }];
  assert.equal(
    verdictSentence(sampleResult({ verdict: 'fail', reasons })),
    'A password stands in the run directory.',
  );
});

test('an inconclusive verdict says that nothing was seen and how much stands against a pass', () => {
  const { result } = inconclusiveInput();
  assert.equal(
    verdictSentence(result),
    'No mix-up was seen, but 8 reasons stand against calling that a pass.',
  );
});

test('the bound sentence is that of the contract', () => {
  const bound = {
    unit: 'observations',
    phase: null,
    page: null,
    n: 9_600,
    violations: 0,
    upper: 0.000312,
    confidence: 0.95,
  } as const;
  assert.equal(
    boundSentence(bound),
    '0 mix-ups in 9,600 own observations: a rate above 0.031 % is excluded at 95 %',
  );
  assert.equal(
    boundSentence({ ...bound, unit: 'sessions', n: 1, violations: 1, upper: 1 }),
    '1 mix-up in 1 session: a rate above 100 % is excluded at 95 %',
  );
  assert.equal(
    boundSentence({ ...bound, n: 0, upper: 1 }),
    '0 mix-ups in 0 own observations: nothing is excluded',
  );
});

test('a finding line says who was shown whose data, where, when and by what', () => {
  const line = renderFindingLine(sampleFinding({ firstAtMs: 12_300, count: 1 }));
  assert.equal(line, "u03 was shown a stranger's data on profile (page), during, v2 web1-3f2a, 12.3 s");
  const bare = sampleFinding({
    owner: 'u05',
    oracle: 'foreign-data',
    revision: null,
    instance: null,
    count: 7,
    firstAtMs: 400,
  });
  assert.equal(renderFindingLine(bare), "u03 was shown u05's data on profile (page), during, 7 times, 0.4 s");
});

test('every oracle has a line that names the viewer or the owner', () => {
  for (const oracle of oracleNames) {
    assert.match(
      renderFindingLine(sampleFinding({ oracle, viewer: 'u01', owner: 'u02' })),
      /u01|u02/,
      oracle,
    );
  }
});

test('the head of the ranking shows violations first and every kind before a repetition', () => {
  const ranked = rankFindings([
    sampleFinding({ id: 'notice', oracle: 'session-lost', severity: 'notice', firstAtMs: 1 }),
    sampleFinding({ id: 'first', firstAtMs: 10 }),
    sampleFinding({ id: 'again', firstAtMs: 20 }),
    sampleFinding({ id: 'elsewhere', where: 'orders', firstAtMs: 30 }),
  ]);
  assert.deepEqual(
    ranked.map(({ id }) => id),
    ['first', 'elsewhere', 'again', 'notice'],
  );
});

test('groups account for every finding and do not count strangers as one owner', () => {
  const { findings } = floodInput().result;
  const groups = groupFindings(findings);
  assert.equal(
    groups.reduce((sum, group) => sum + group.findings, 0),
    3_000,
  );
  assert.equal(groups.find((group) => group.oracle === 'stranger-data')?.knownOwners, 0);
});

test('the story of a fail tells harm, beginning and cause; that of a pass tells the bounds', () => {
  const fail = tellStory(failInput().result).join(' ');
  assert.match(
    fail,
    /^146 answers held somebody else's data: 15 that of another synthetic account, 131 that of a person unknown/,
  );
  assert.match(
    fail,
    /First seen 31\.2 s into the run, during the rollout, answered by v2 web1-3f2a; last seen at 44\.9 s; on profile and letter preview\./,
  );
  assert.match(fail, /Most likely to blame: .*\(session-store, .*80 %\)/);
  assert.match(
    tellStory(passInput().result).join(' '),
    /Nobody was shown anything that was not theirs\. 0 mix-ups in 9,600/,
  );
});

test('a story without sightings begins with the violation itself', () => {
  const finding = sampleFinding({ oracle: 'session-fixation', owner: null });
  const exposure = sampleExposure({ classes: counts({ own: 5 }) });
  assert.match(
    tellStory(sampleResult({ verdict: 'fail', findings: [finding], exposure })).join(' '),
    /^u03 kept its session id across the login\. First seen/,
  );
});

test('figures are written one way', () => {
  assert.equal(formatCount(1_234_567), '1,234,567');
  assert.deepEqual([1, 0.05, 0.000312, 0].map(formatRate), ['100 %', '5 %', '0.031 %', '0 %']);
  assert.deepEqual([0, 12_345, 99_949, 99_951, 123_000, 3_840_000].map(formatSpan), [
    '0.0 s',
    '12.3 s',
    '99.9 s',
    '1 min 40 s',
    '2 min 03 s',
    '1 h 04 min',
  ]);
  assert.deepEqual([7_000, 750_000, 3_840_000].map(formatClock), ['0:07', '12:30', '1:04:00']);
  assert.equal(counted(1, 'lost body', 'lost bodies'), '1 lost body');
  assert.deepEqual(
    [listed([]), listed(['a']), listed(['a', 'b', 'c']), listed(['a', 'b', 'c', 'd'], 3)],
    ['', 'a', 'a, b and c', 'a, b and 2 more'],
  );
});

test('printable text cannot steer a terminal or an eye', () => {
  const hostile = 'v2\u001b[2J\r\n\u0007\u202e\u2028\ud800\u0000';
  assert.equal(printable(hostile), 'v2�[2J�������');
  assert.equal(printable('Élodie 李 🙂 v2.1-rc+3'), 'Élodie 李 🙂 v2.1-rc+3');
});
