import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderMarkdown } from '../../../harness/report/markdown.js';
import {
  failInput,
  floodInput,
  inconclusiveInput,
  passInput,
  sampleFinding,
  sampleResult,
  sampleRun,
} from './samples.js';

test('the summary begins with the verdict and its sentence', () => {
  assert.match(renderMarkdown(passInput()), /^## ✅ Sosie: PASS\n\n\*\*28 identities saw only themselves/);
  assert.match(renderMarkdown(failInput()), /^## ❌ Sosie: FAIL\n\n\*\*3 of 28 identities/);
  assert.match(renderMarkdown(inconclusiveInput()), /^## ⚠️ Sosie: INCONCLUSIVE\n\n/);
});

test('a fail lists its findings, a flood only the first ten', () => {
  assert.match(
    renderMarkdown(failInput()),
    /\| violation \| stranger-data \| u03 → stranger \| profile \| during \| v2 web1-3f2a \| 31\.2 s \| 131 \|/,
  );
  const flood = renderMarkdown(floodInput());
  assert.equal(flood.match(/^\| violation/gm)?.length, 10);
  assert.match(flood, /2,990 more in the report\./);
});

test('an inconclusive summary gives every reason with its hint', () => {
  assert.equal(renderMarkdown(inconclusiveInput()).match(/^- .*\*Hint&#58;|^- .*\*Hint: /gm)?.length, 8);
});

test('hostile names from the target are no markup', () => {
  const where = '| x | <img src=x onerror=alert(1)> [a](https://evil.example) @everyone `code`\n# head';
  const text = renderMarkdown({
    run: sampleRun(),
    result: sampleResult({ verdict: 'fail', findings: [sampleFinding({ where })] }),
  });
  assert.doesNotMatch(text, /<img|\[a\]|@everyone|https:\/\/evil|^# head/m);
  assert.equal(/^\| violation .*$/m.exec(text)?.[0].match(/\|/g)?.length, 9);
});
