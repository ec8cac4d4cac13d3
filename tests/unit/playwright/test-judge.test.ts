import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createTestJudge, describeViolation } from '../../../harness/playwright/test-judge.js';
import { history, runFile } from '../history-builder.js';

describe('the judge of a test', () => {
  test('is silent while everybody sees only themselves', () => {
    const judge = createTestJudge(runFile());
    for (const record of history().login('u01').own('u01').own('u01').records) judge.see(record);
    assert.deepEqual(judge.violations(), []);
  });

  test('names who was shown whose data, where, and by which fields', () => {
    const judge = createTestJudge(runFile());
    for (const record of history().login('u01').own('u01').foreign('u01', 'u02').records) judge.see(record);
    const lines = judge.violations().map(describeViolation);
    assert.ok(
      lines.some((line) => /^foreign-data: u01 was shown u02's data on profile .*\[fields /.test(line)),
      lines.join('\n'),
    );
  });

  test('begins anew with each test, and finds in the second what it found in the first', () => {
    const judge = createTestJudge(runFile());
    const { records } = history().login('u01').foreign('u01', 'u02');
    for (const record of records) judge.see(record);
    judge.begin();
    assert.deepEqual(judge.violations(), []);
    for (const record of records) judge.see(record);
    assert.ok(judge.violations().length > 0);
  });
});
