import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { recipeDocuments, recipeText } from './recipes.js';
import { list } from '../parsed.js';

/** What GitHub's own parser finds wrong with a workflow. */
function mistakes(content: string): readonly string[] {
  const { context } = parseWorkflow({ name: 'sosie.yml', content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(String);
}

const text = recipeText('github-actions/sosie.yml');
const [workflow] = recipeDocuments('github-actions/sosie.yml');

test("the workflow is one by GitHub's own parser", () => {
  assert.deepEqual(mistakes(text), []);
});

test('a wrong key, a wrong value and a wrong expression are found', () => {
  assert.match(mistakes(text.replace('timeout-minutes: 15', 'timeout-minute: 15')).join(), /timeout-minute/);
  assert.match(
    mistakes(text.replace('cancel-in-progress: false', 'cancel-in-progress: [1]')).join(),
    /sequence/i,
  );
  assert.match(mistakes(text.replace('!cancelled()', '!canceled()')).join(), /canceled/);
});

test('before, during and nightly never sign the same accounts in at once', () => {
  assert.deepEqual(Object.keys(workflow.jobs), ['before', 'during', 'nightly']);
  assert.equal(workflow.jobs.during.needs, 'before');
  assert.equal(workflow.concurrency['cancel-in-progress'], false);
});

test('the reports are kept whatever the verdict, and no step swallows an exit code', () => {
  for (const name of ['during', 'nightly']) {
    const { steps } = workflow.jobs[name];
    const kept = list(steps).find(({ uses }) => String(uses).startsWith('actions/upload-artifact@'));
    assert.equal(kept.if, '${{ !cancelled() }}');
    const run = list(steps).find(({ run }) => String(run).startsWith('npx sosie run'));
    assert.ok(run !== undefined && !('continue-on-error' in run));
    assert.ok(!/\|\||;|\|/.test(run.run), run.run);
  }
});
