import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createJudge } from '../../../harness/judge/judge.js';
import type { Reason } from '../../../harness/model/verdict.js';
import type { RunFile } from '../../../harness/model/result.js';
import { history, runFile } from '../history-builder.js';
import type { HistoryBuilder } from '../history-builder.js';

const drill: NonNullable<RunFile['drill']> = { enabled: false, expectBlind: [], places: [] };
const both = ['u01', 'u02'];

function down(built: HistoryBuilder, change: Partial<RunFile> = {}): readonly Reason[] {
  const judge = createJudge(runFile({ drill, rollout: 'command', ...change }));
  for (const record of built.finished().records) judge.see(record);
  return judge.judgement().reasons.filter(({ code }) => code === 'target-down');
}

/** Everybody looks in turn, 10 ms after each other, and gets an error. */
function failing(built: HistoryBuilder, looks: number): HistoryBuilder {
  for (let n = 0; n < looks; n += 1) built.error(both[n % 2] ?? '', 502);
  return built;
}

function own(built: HistoryBuilder): HistoryBuilder {
  for (const viewer of both) built.own(viewer);
  return built;
}

function rolled(): HistoryBuilder {
  const built = own(history().phase('before').login('u01').login('u02')).rollout('started').phase('during');
  return own(built.set({ revision: 'v2', instance: 'b' }));
}

describe('a target', () => {
  it('was down where everybody got errors alone for a while after the rollout', () => {
    const [reason] = down(failing(own(rolled().rollout('finished').phase('after')), 1000));
    assert.equal(
      reason?.text,
      'The target was down after the rollout: for 10 s nobody got anything but an error (1000 looks).',
    );
    assert.match(reason.hint ?? '', /let its command wait/);
  });

  it('was down also where it came back, and where all looks hung until they were given up', () => {
    const after = (): HistoryBuilder => own(rolled().rollout('finished').phase('after'));
    assert.equal(down(own(failing(after(), 600))).length, 1);
    const hung = after();
    const startedMs = hung.records.length * 10;
    for (let n = 0; n < 12; n += 1)
      hung.error('u01', 0, { outcome: 'unknown', status: null, startedMs, atMs: startedMs + 10_000 });
    assert.equal(down(hung).length, 1);
  });

  it('was not down where somebody was answered in between, or where it was short', () => {
    const mixed = rolled().rollout('finished').phase('after');
    for (let n = 0; n < 5; n += 1) own(failing(mixed, 300));
    assert.deepEqual(down(mixed), []);
    assert.deepEqual(down(failing(own(rolled().rollout('finished').phase('after')), 300)), []);
  });

  it('may be down while it is replaced, and before a rollout that is only noticed by its first answer', () => {
    const recreated = own(failing(rolled(), 1000).rollout('finished').phase('after'));
    assert.deepEqual(down(recreated), []);
    const watched = failing(own(history().phase('before')), 1000)
      .rollout('started')
      .phase('during');
    assert.deepEqual(
      down(
        own(watched.set({ revision: 'v2' }))
          .rollout('finished')
          .phase('after'),
        { rollout: 'watch' },
      ),
      [],
    );
  });

  it('may not be down where nothing is rolled out, but for a suite, whose tests may look at error pages', () => {
    const built = (): HistoryBuilder => own(failing(own(history().phase('before')), 1000));
    assert.match(down(built(), { rollout: 'none' })[0]?.text ?? '', /^The target was down: for 10 s/);
    const judge = createJudge(runFile({ rollout: 'none' }));
    for (const record of built().finished().records) judge.see(record);
    assert.equal(judge.judgement().verdict, 'pass');
  });
});
