import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunResult } from '../../../lab/cli/result.js';
import { edgeIgnoresCookie } from '../../../lab/faults/edge-ignores-cookie.js';
import { healthy } from '../../../lab/faults/healthy.js';
import { toHtml } from '../../../lab/matrix/html.js';
import { toMarkdown } from '../../../lab/matrix/markdown.js';
import { matrixOf, together } from '../../../lab/matrix/matrix.js';
import { rowOf } from '../../../lab/matrix/row.js';
import { describeScore, scoreOf } from '../../../lab/matrix/score.js';

type Finding = RunResult['findings'][number];

function found(oracle: string, firstAtMs: number, causes: Finding['causes'] = []): Finding {
  return {
    id: 'F1',
    oracle,
    severity: 'violation',
    summary: '',
    where: 'profile',
    firstAtMs,
    count: 1,
    causes,
  };
}

function result(verdict: RunResult['verdict'], findings: readonly Finding[]): RunResult {
  return {
    schema: 'sosie/result@1',
    runId: 'r',
    verdict,
    reasons: [],
    findings: [...findings],
    exposure: { observations: 9, own: 9, identities: 2, handoffs: 1 },
    rollout: { events: [{ event: 'started', atMs: 6000 }] },
    durationMs: 1,
  };
}

describe('a row of the matrix', () => {
  it('is ok for a fault that fails by one of its oracles, counted from the start of the rollout', () => {
    const causes = [{ layer: 'edge-cache', confidence: 0.9 }];
    const row = rowOf(edgeIgnoresCookie, result('fail', [found('foreign-data', 9_240, causes)]), 50);
    assert.equal(row.ok, true);
    assert.equal(row.secondsToDetect, 3.2);
    assert.deepEqual(row.layer, { expected: 'edge-cache', named: 'edge-cache', confidence: 0.9 });
  });

  it('is a miss for a fault that fails by an oracle that is not its own', () => {
    assert.equal(rowOf(edgeIgnoresCookie, result('fail', [found('session-fixation', 7_000)]), 50).ok, false);
  });

  it('is a miss without a result, and a false alarm for a control that fails', () => {
    assert.equal(rowOf(edgeIgnoresCookie, null, 50).ok, false);
    assert.equal(rowOf(healthy, null, 50).ok, false);
    assert.equal(rowOf(healthy, result('fail', [found('foreign-data', 7_000)]), 50).ok, false);
    assert.equal(rowOf(healthy, result('inconclusive', []), 50).ok, true);
  });
});

describe('the score', () => {
  const wrong = [{ layer: 'data', confidence: 0.85 }];
  const rows = [
    rowOf(edgeIgnoresCookie, result('fail', [found('foreign-data', 8_000)]), 50),
    rowOf(edgeIgnoresCookie, result('fail', [found('foreign-data', 10_000, wrong)]), 50),
    rowOf(edgeIgnoresCookie, result('pass', []), 50),
    rowOf(healthy, result('fail', [found('foreign-data', 7_000)]), 50),
  ];

  it('counts what was caught, false alarms and layers named wrongly with confidence', () => {
    assert.deepEqual(scoreOf(rows), {
      faultRuns: 3,
      faults: 1,
      caught: 2,
      controlRuns: 1,
      controls: 1,
      falseAlarms: 1,
      medianSeconds: 2,
      slowestSeconds: 4,
      rightLayer: 0,
      wrongWithConfidence: 1,
    });
  });

  it('of nothing is no success', () => {
    assert.equal(scoreOf([]).medianSeconds, null);
    assert.match(describeScore(scoreOf([]))[0] ?? '', /0 of 0 faults caught\./);
  });

  it('of several matrices counts the runs of all', () => {
    const first = matrixOf({ startedAt: '2026-01-02T03:04:05Z', command: 'sosie-lab matrix', rows });
    const second = matrixOf({ startedAt: '2026-01-02T04:04:05Z', command: 'sosie-lab matrix', rows });
    const both = together([first, second]);
    assert.equal(both.startedAt, first.startedAt);
    assert.deepEqual([both.score.caught, both.score.faultRuns, both.score.faults], [4, 6, 1]);
    assert.match(describeScore(both.score)[1] ?? '', /^2 false alarms on 2 runs of 1 control\.$/);
  });

  it('stands in the Markdown and in the HTML, with every row', () => {
    const whole = matrixOf({ startedAt: '2026-01-02T03:04:05Z', command: 'sosie-lab matrix', rows });
    for (const text of [toMarkdown(whole), toHtml(whole)]) {
      assert.equal(text.split('edge-ignores-cookie').length - 1, 3);
      assert.match(text, /FALSE ALARM/);
      assert.match(text, /2 of 3 runs of 1 fault caught/);
    }
  });
});
