import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createJudge } from '../../../harness/judge/judge.js';
import type { Phase } from '../../../harness/model/phase.js';
import type { Reason } from '../../../harness/model/verdict.js';
import type { RunFile } from '../../../harness/model/result.js';
import { history, runFile } from '../history-builder.js';

/** "v1/a": revision and instance; "-" for what is not told. */
type Answers = Readonly<Partial<Record<Phase, readonly string[]>>>;

function doubtsOf(answers: Answers, { revisions = 0, rollout = 'command' } = {}): readonly Reason[] {
  const require: RunFile['require'] = { ...runFile().require, revisions };
  const judge = createJudge(runFile({ rollout, require }));
  const built = history();
  const answer = (phase: Phase): void => {
    built.phase(phase);
    for (const who of answers[phase] ?? []) {
      const [revision, instance] = who.split('/').map((name) => (name === '-' ? null : name));
      built.set({ revision: revision ?? null, instance: instance ?? null }).own('u01');
    }
  };
  answer('before');
  built.rollout('started');
  answer('during');
  if (answers.rollback === undefined) built.rollout('finished');
  else built.rollout('rolling-back').rollout('rolled-back');
  answer(answers.rollback === undefined ? 'after' : 'rollback');
  for (const record of built.finished().records) judge.see(record);
  return judge.judgement().reasons;
}

function codes(...args: Parameters<typeof doubtsOf>): string {
  return doubtsOf(...args)
    .map(({ code }) => code)
    .join(' ');
}

describe('a rollout', () => {
  it('replaced nothing where all that answered was there before and still is', () => {
    const same = ['v1/a', 'v2/c'];
    assert.equal(
      codes({ before: same, during: same, after: same }, { revisions: 2 }),
      'rollout-replaced-nothing',
    );
  });

  it('replaced something where a canary is all that is left, or takes more places', () => {
    const before = ['v1/a', 'v2/c'];
    assert.equal(codes({ before, during: before, after: ['v2/c'] }, { revisions: 2 }), '');
    assert.equal(codes({ before, during: before, after: [...before, 'v2/d'] }, { revisions: 2 }), '');
  });

  it('did not last where its revision answered during it alone', () => {
    const [reason] = doubtsOf({ before: ['v1/a'], during: ['v1/a', 'v2/b'], after: ['v1/a'] });
    assert.equal(reason?.code, 'rollout-undone');
    assert.equal(reason.text, 'The new revision (v2) answered during the rollout and no longer after it.');
    assert.match(reason.hint ?? '', /what took the release back/);
  });

  it('lasted where the old revision still answers after it, or what came in between alone is gone', () => {
    assert.equal(codes({ before: ['v1/a'], during: ['v2/b'], after: ['v2/b', 'v1/a'] }), '');
    assert.equal(codes({ before: ['v1/a'], during: ['maintenance/m'], after: ['v2/b'] }), '');
  });

  it('is not asked whether it lasted where it is known to have been taken back', () => {
    const answers = { before: ['v1/a'], during: ['v2/b'], rollback: ['v1/a'] };
    assert.equal(codes(answers, { revisions: 2 }), 'rollout-rolled-back');
    assert.equal(codes(answers, { rollout: 'watch' }), 'rollout-rolled-back');
    assert.equal(codes({ before: ['v1/a'] }, { rollout: 'none' }), '');
  });

  it('of the same release need not show where no instance is told', () => {
    const restart = { before: ['v1/-'], during: ['v1/-'], after: ['v1/-'] };
    assert.equal(codes(restart, { revisions: 1 }), '');
    const [reason] = doubtsOf(restart, { revisions: 2 });
    assert.equal(reason?.code, 'rollout-replaced-nothing');
    assert.match(reason.text, /the same revisions answered/);
    assert.match(reason.hint ?? '', /set require\.revisions to 1\.$/);
  });

  it('says what tells a release where only instances are told, which keep their names', () => {
    const hosts = ['-/web1', '-/web2'];
    const [reason] = doubtsOf({ before: hosts, during: hosts, after: hosts });
    assert.equal(reason?.code, 'rollout-replaced-nothing');
    assert.match(reason.text, /the same instances answered/);
    assert.match(reason.hint ?? '', /set target\.revision/);
  });

  it('of the same release in the same places has a way out', () => {
    const hosts = ['v1/web1', 'v1/web2'];
    const [reason] = doubtsOf({ before: hosts, during: hosts, after: hosts }, { revisions: 1 });
    assert.match(reason?.hint ?? '', /leave out target\.instance if its instances keep their names/);
  });
});
