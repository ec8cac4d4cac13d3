import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beforeRollout } from '../../../../harness/run/watch/before-rollout.js';
import { createJudge } from '../../../../harness/judge/judge.js';
import type { HistoryRecord } from '../../../../harness/model/history.js';
import { history, runFile, type HistoryBuilder } from '../../history-builder.js';

/** The records that are left, by their place in the history. */
function left({ records }: HistoryBuilder): number[] {
  const times = records.map(({ atMs }) => atMs);
  return beforeRollout(records, 'v1').map(({ atMs }) => times.indexOf(atMs));
}

await test('only what the release from before showed, or what tells of none, was before', () => {
  const recent = history()
    .login('u01')
    .own('u01')
    .own('u01', { revision: 'v2' })
    .own('u01', { revision: null })
    .tally(3, { revision: 'v2' })
    .tally(3);
  assert.deepEqual(left(recent), [0, 1, 3, 5]);
});

await test('looks that show somebody else are left out, those beside them stay', () => {
  const recent = history().own('u01').stranger('u01').foreign('u02', 'u01').own('u02').stranger('u01');
  assert.deepEqual(left(recent), [0, 3]);
});

await test('what an oracle reports once is left out whole: nothing that is left is a violation', () => {
  const recent = history();
  for (const login of ['first', 'second'])
    for (const viewer of ['u01', 'u02', 'u03', 'u04', 'u05'])
      recent.login(viewer).own(viewer, { token: `${login}-of-${viewer}` });
  const clean = recent.records.length;
  for (let i = 0; i < 20; i += 1) recent.own('u02', { token: 'first-of-u01' });
  const found = (records: readonly HistoryRecord[]): readonly string[] => {
    const judge = createJudge(runFile());
    return records.flatMap((record) => judge.see(record)).map(({ oracle }) => oracle);
  };
  assert.deepEqual(found(recent.records), ['shared-session']);
  const kept = beforeRollout(recent.records, 'v1');
  assert.deepEqual(found(kept), []);
  assert.equal(kept.length, clean);
});

await test('everything is in the phase before, whatever it was in then', () => {
  const recent = history().phase('after').own('u01');
  const [look] = beforeRollout(recent.records, 'v1').filter(({ type }) => type === 'observation');
  assert.ok(look?.type === 'observation' && look.phase === 'before');
});
