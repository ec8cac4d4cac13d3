import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { ReportInput } from '../../../harness/report/report-file.js';
import { renderHtml } from '../../../harness/report/html/render-html.js';
import { buildMatrix } from '../../../harness/report/html/matrix.js';
import { niceCeiling, stepArea, timeTicks } from '../../../harness/report/html/chart-scale.js';
import { createTimeline } from '../../../harness/report/timeline.js';
import {
  counts,
  failInput,
  floodInput,
  inconclusiveInput,
  passInput,
  sampleEvidence,
  sampleExposure,
  sampleFinding,
  sampleObservation,
  sampleResult,
  sampleRun,
} from './samples.js';

const samples = {
  pass: passInput(),
  fail: failInput(),
  flood: floodInput(),
  inconclusive: inconclusiveInput(),
};

/** The page without its own style sheet and script. */
function content(html: string): string {
  return html.replace(/<style>[^]*?<\/style>|<script>[^]*?<\/script>/g, '');
}

/** A report in which every text that the target or its rollout chooses is `text`. */
function inputWith(text: string): ReportInput {
  const finding = sampleFinding({
    where: text,
    revision: text,
    instance: text,
    viewer: text,
    owner: text,
    summary: text,
    evidence: [sampleEvidence({ fields: [text], masked: [text], fingerprints: [text] })],
    causes: [{ layer: 'data', confidence: 0.5, because: [text] }],
  });
  const named = { [text]: counts({ own: 3 }) };
  const fold = createTimeline();
  fold.see({ type: 'phase', atMs: 0, phase: 'during' });
  fold.see(sampleObservation({ revision: text, instance: text, class: 'stranger' }));
  const exposure = sampleExposure({
    byRevision: named,
    byInstance: named,
    byPage: { [text]: named },
    bounds: [
      { unit: 'observations', phase: null, page: text, n: 1, violations: 0, upper: 1, confidence: 0.95 },
    ],
  });
  const result = sampleResult({
    verdict: 'fail',
    findings: [finding],
    exposure,
    reasons: [{ code: 'x', text, hint: text }],
    rollout: { driver: text, events: [{ type: 'rollout', atMs: 1, event: 'failed', detail: text }] },
  });
  const run = sampleRun({
    target: text,
    rollout: text,
    browser: text,
    pressure: text,
    pages: [{ name: text, kind: 'page', path: text }],
  });
  return { run, result, timeline: fold.timeline() };
}

test('the report is one file: nothing in it is fetched, and its policy forbids fetching', () => {
  for (const [name, input] of Object.entries(samples)) {
    const html = renderHtml(input);
    assert.doesNotMatch(
      html,
      /\b(?:src|href|srcset|action|poster|data)=|url\(|@import|<(?:link|img|iframe|object|embed|base|form)\b/,
      name,
    );
    assert.match(html, /http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; /);
  }
});

test('the policy admits the style sheet and the script as they stand in the file', () => {
  const html = renderHtml(samples.pass).replaceAll('&#39;', "'");
  for (const element of ['style', 'script']) {
    const source = new RegExp(`<${element}>([^]*?)</${element}>`).exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(source).digest('base64');
    assert.ok(source.length > 100 && html.includes(`${element}-src 'sha256-${hash}'`), element);
  }
});

test('whatever the target says stays text: hostile names give the same elements and attributes as harmless ones', () => {
  const skeleton = (text: string): readonly string[] =>
    (content(renderHtml(inputWith(text))).match(/<[^>]*>/g) ?? []).map((tag) =>
      tag.replace(/="[^"]*"/g, '=""'),
    );
  const hostile = `</title></script><script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover='x' \`\u202e]]>`;
  assert.deepEqual(skeleton(hostile), skeleton('harmless'));
  assert.doesNotMatch(content(renderHtml(inputWith(hostile))), /<script>alert|<img/);
  assert.doesNotMatch(renderHtml(inputWith(hostile)), /\u202e/);
});

test('names that are special to JavaScript objects are ordinary names', () => {
  for (const name of ['__proto__', 'constructor', 'toString'])
    assert.ok(renderHtml(inputWith(name)).includes(name));
});

test('the verdict is said in words, and each sample says its own', () => {
  assert.match(renderHtml(samples.pass), /<span class="word">PASS<\/span> 28 identities saw only themselves/);
  assert.match(renderHtml(samples.fail), /<span class="word">FAIL<\/span> 3 of 28 identities were shown/);
  assert.match(
    renderHtml(samples.inconclusive),
    /<span class="word">INCONCLUSIVE<\/span> No mix-up was seen/,
  );
});

test('every finding of a small report is in it with its evidence and causes', () => {
  const html = renderHtml(samples.fail);
  for (const finding of samples.fail.result.findings) assert.ok(html.includes(`>${finding.id}<`), finding.id);
  assert.match(html, /M•••••• D••••/);
  assert.match(html, /the session tokens of the victims were issued twice/);
});

test('3,000 findings fit into 400 KB: all are counted, one of every kind is told, the rest is named as more', () => {
  const html = renderHtml(samples.flood);
  assert.ok(Buffer.byteLength(html) < 400_000, String(Buffer.byteLength(html)));
  assert.match(html, /Findings \(3,000\)/);
  assert.match(html, /2,900 more findings in result\.json/);
  assert.equal(html.match(/<details/g)?.length, 100);
});

test('the longest timeline with many revisions stays within 400 KB', () => {
  const fold = createTimeline();
  for (let n = 0; n < 40_000; n += 1) {
    const cls = (['own', 'foreign', 'stranger', 'error', 'blank'] as const)[(n * 7) % 5] ?? 'own';
    fold.see(
      sampleObservation({
        atMs: n * 15,
        class: cls,
        revision: `r${String((n * 13) % 30)}`,
        instance: `i${String(n % 90)}`,
      }),
    );
  }
  const html = renderHtml({ ...samples.flood, timeline: fold.timeline() });
  assert.ok(Buffer.byteLength(html) < 400_000, String(Buffer.byteLength(html)));
});

test('cells without own observations and below the floor are marked in words', () => {
  const html = renderHtml(samples.inconclusive);
  assert.match(html, /<td class="empty missing first" colspan="2">\s*0 of 30\s*<\/td>/);
  assert.match(html, /<td class="low missing first" colspan="1">\s*12 of 30\s*<\/td>/);
});

test('an empty run still gives a report', () => {
  const exposure = sampleExposure({
    observations: 0,
    own: 0,
    classes: counts({}),
    byPhase: {},
    byPage: {},
    byRevision: {},
    byInstance: {},
    logins: {},
    bounds: [],
  });
  const result = sampleResult({ verdict: 'inconclusive', exposure, rollout: { driver: 'none', events: [] } });
  assert.match(
    renderHtml({ run: sampleRun({ pages: [] }), result, timeline: createTimeline().timeline() }),
    /Nothing was observed\./,
  );
});

test('the matrix does not count one sighting twice when two oracles report it', () => {
  const seen = sampleFinding({ oracle: 'foreign-data', viewer: 'u01', owner: 'u02', count: 5 });
  const matrix = buildMatrix(
    [seen, { ...seen, oracle: 'identity-flip', count: 1 }, { ...seen, where: 'orders', count: 2 }],
    20,
  );
  assert.equal(matrix?.times('u01', 'u02'), 7);
});

test('a shared session alone shows nobody in the matrix', () => {
  assert.equal(buildMatrix([sampleFinding({ oracle: 'shared-session', owner: 'u02' })], 20), null);
});

test('the matrix of many identities keeps every sighting, those of the unnamed under others', () => {
  const { findings } = samples.flood.result;
  const matrix = buildMatrix(findings, 20);
  assert.ok(matrix !== null && matrix.viewers.length === 21 && matrix.owners.length === 21);
  const whole = buildMatrix(findings, 1_000);
  const sum = (of: typeof matrix): number =>
    of.viewers.reduce(
      (total, viewer) => total + of.owners.reduce((row, owner) => row + of.times(viewer, owner), 0),
      0,
    );
  assert.ok(whole !== null);
  assert.equal(sum(matrix), sum(whole));
});

test('axes are rounded up a little, and steps are drawn once per change', () => {
  assert.deepEqual([0, 0.3, 7, 21_000, 99].map(niceCeiling), [1, 0.3, 8, 25_000, 100]);
  assert.ok(
    [1, 60_000, 3_600_000, 86_400_000, 40 * 86_400_000].every((endMs) => timeTicks(endMs).length <= 45),
  );
  assert.equal(stepArea([0, 10, 20, 30], [50, 50, 50], [40, 40, 20]), 'M0 40H20V20H30V50H0Z');
});
