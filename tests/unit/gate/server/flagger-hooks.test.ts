import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFlaggerHooks, flaggerHooks } from '../../../../harness/gate/server/flagger-hooks.js';
import type { WatchStatus } from '../../../../harness/model/watch-status.js';
import { quietStatus, rolloutStatus } from '../watch-source.js';

const canary = { name: 'shop', namespace: 'prod', phase: 'Progressing' };
const startedMs = Date.parse('2026-11-25T10:05:00.000Z');

function hooksAt(nowMs: number) {
  const rolledBack: string[] = [];
  const clock = { nowMs };
  const hooks = createFlaggerHooks({
    nowMs: () => clock.nowMs,
    onRollback: ({ name, namespace }) => rolledBack.push(`${namespace}/${name}`),
  });
  return { hooks, rolledBack, clock };
}
const status = (change: Partial<WatchStatus>): WatchStatus => ({ ...quietStatus, ...change });

test('each hook in each of the three cases of a canary that goes on', () => {
  const expected = {
    'confirm-rollout': { pass: 200, inconclusive: 200, fail: 200 },
    'pre-rollout': { pass: 200, inconclusive: 200, fail: 200 },
    rollout: { pass: 200, inconclusive: 200, fail: 403 },
    'confirm-traffic-increase': { pass: 200, inconclusive: 200, fail: 403 },
    'confirm-promotion': { pass: 200, inconclusive: 403, fail: 403 },
    'post-rollout': { pass: 200, inconclusive: 200, fail: 403 },
    rollback: { pass: 403, inconclusive: 403, fail: 200 },
    event: { pass: 200, inconclusive: 200, fail: 200 },
  };
  for (const hook of flaggerHooks)
    for (const verdict of ['pass', 'inconclusive', 'fail'] as const) {
      const { hooks } = hooksAt(startedMs - 1000);
      const answer = hooks(hook, canary, status(rolloutStatus(verdict, { goesOn: true })));
      assert.equal(answer.status, expected[hook][verdict], `${hook} ${verdict}: ${answer.body}`);
    }
});

test('a release that has not answered yet has neither the pass nor the fail of the one before', () => {
  const { hooks, rolledBack } = hooksAt(startedMs + 600_000);
  const next = { ...canary, checksum: 'b2' };
  const failed = status(rolloutStatus('fail'));
  assert.equal(hooks('confirm-rollout', next, failed).status, 200);
  assert.equal(hooks('rollback', next, failed).status, 403);
  assert.equal(hooks('rollout', next, failed).status, 200);
  assert.equal(hooks('confirm-promotion', next, failed).status, 403);
  assert.equal(hooks('confirm-promotion', next, status(rolloutStatus('pass'))).status, 403);
  assert.deepEqual(rolledBack, []);
  const own = status(
    rolloutStatus('fail', { goesOn: true, startedAt: new Date(startedMs + 700_000).toISOString() }),
  );
  assert.equal(hooks('rollback', next, own).status, 200);
  assert.equal(hooks('rollback', next, own).status, 200);
  assert.deepEqual(rolledBack, ['prod/shop'], 'told once');
});

test('no rollout begins while nobody looks, and the answer says why', () => {
  const { hooks } = hooksAt(0);
  const cases: readonly (readonly [Partial<WatchStatus>, RegExp])[] = [
    [{ state: 'learning' }, /learning/],
    [{ state: 'stopped' }, /kill switch/],
    [{ state: 'ending' }, /ending/],
    [{ paused: { because: 'breaker', forMs: 1000 } }, /suffers/],
    [{ paused: { because: 'asked-to-wait', forMs: 1000 } }, /left alone/],
  ];
  for (const [change, pattern] of cases)
    for (const hook of ['confirm-rollout', 'pre-rollout'] as const) {
      const answer = hooks(hook, canary, status(change));
      assert.equal(answer.status, 403);
      assert.match(answer.body, pattern);
    }
});

test('a thousand releases are not remembered for ever', () => {
  const { hooks, clock } = hooksAt(0);
  for (let release = 0; release < 1000; release += 1)
    hooks('rollout', { ...canary, checksum: String(release) }, quietStatus);
  clock.nowMs = startedMs + 1000;
  // The first release is long forgotten: it counts as new, and so the older fail is not its own.
  const answer = hooks('rollback', { ...canary, checksum: '0' }, status(rolloutStatus('fail')));
  assert.equal(answer.status, 403);
});
