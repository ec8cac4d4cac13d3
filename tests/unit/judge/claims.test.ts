import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createJudge } from '../../../harness/judge/judge.js';
import type { Claim, Requirements, RunFile } from '../../../harness/model/result.js';
import { history, runFile } from '../history-builder.js';
import type { HistoryBuilder } from '../history-builder.js';

function claims(
  built: HistoryBuilder,
  require: Partial<Requirements>,
  run: Partial<RunFile> = { rollout: 'command' },
): readonly Claim[] {
  const judge = createJudge(runFile({ ...run, require: { ...runFile().require, ...require } }));
  for (const record of built.records) judge.see(record);
  assert.deepEqual(judge.claims(), judge.judgement().exposure.claims, 'the cheap way gives the same');
  return judge.claims();
}

const rolled = (): HistoryBuilder =>
  history().phase('before').tally(1000).phase('during').tally(100).phase('after').tally(200);

describe('a claim', () => {
  it('is none where no rate is to be excluded', () => {
    assert.deepEqual(claims(rolled(), {}), []);
  });

  it('is about the looks during and after the rollout; those before it say nothing of what it does', () => {
    const [claim, ...rest] = claims(rolled(), { maxRate: 0.01 });
    assert.deepEqual(rest, []);
    assert.deepEqual([claim?.over, claim?.n, claim?.violations, claim?.needed], ['rollout', 300, 0, 299]);
    assert.ok((claim?.upper ?? 1) <= 0.01);
  });

  it('is made for each phase by itself where that is asked for', () => {
    const both = claims(rolled(), { maxRate: 0.01, maxRateOver: 'each-phase' });
    assert.deepEqual(
      both.map(({ over, n, upper }) => [over, n, upper <= 0.01]),
      [
        ['during', 100, false],
        ['after', 200, false],
      ],
    );
  });

  it('is about all looks where nothing is rolled out', () => {
    const [claim] = claims(history().tally(400), { maxRate: 0.01 }, { rollout: 'none' });
    assert.deepEqual([claim?.over, claim?.n], ['run', 400]);
  });

  it('counts mix-ups, and those alone, against itself', () => {
    const built = rolled()
      .foreign('u01', 'u02')
      .stranger('u01')
      .anonymous('u01')
      .blank('u01')
      .error('u01', 503);
    const [claim] = claims(built, { maxRate: 0.01 });
    assert.deepEqual([claim?.n, claim?.violations], [302, 2]);
    assert.ok((claim?.upper ?? 0) > 0.01);
  });

  it('takes more looks at a higher confidence', () => {
    const [usual] = claims(rolled(), { maxRate: 1e-3 });
    const [sure] = claims(rolled(), { maxRate: 1e-3, confidence: 0.999 });
    assert.deepEqual([usual?.needed, sure?.needed], [2995, 6905]);
  });
});
