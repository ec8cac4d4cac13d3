import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTimeline } from '../../../harness/report/timeline.js';
import { sampleHistory, sampleObservation } from './samples.js';

test('observations and tallies land in the second in which they were made', () => {
  const fold = createTimeline();
  fold.see({ type: 'phase', atMs: 0, phase: 'before' });
  fold.see(sampleObservation({ atMs: 999 }));
  fold.see(sampleObservation({ atMs: 1_000, class: 'stranger', revision: 'v2', instance: 'web2' }));
  fold.see({
    type: 'tally',
    atMs: 1_000,
    phase: 'before',
    where: 'profile',
    channel: 'page',
    revision: 'v1',
    instance: 'web1',
    own: 40,
    overlaps: 0,
  });
  const timeline = fold.timeline();
  assert.deepEqual(
    timeline.buckets.map(({ classes }) => [classes.own, classes.stranger]),
    [
      [41, 0],
      [0, 1],
    ],
  );
  assert.deepEqual(
    timeline.buckets.map(({ revisions }) => revisions),
    [
      { v1: 41, v2: 0 },
      { v1: 0, v2: 1 },
    ],
  );
  assert.deepEqual(timeline.phases, [{ phase: 'before', atMs: 0 }]);
  assert.deepEqual(
    timeline.instances.map(({ instance, observations }) => [instance, observations]),
    [
      ['web1', 41],
      ['web2', 1],
    ],
  );
});

test('a run of ten hours keeps at most 400 buckets and loses no observation', () => {
  const fold = createTimeline();
  for (let second = 1; second <= 36_000; second += 1) fold.see(sampleObservation({ atMs: second * 1_000 }));
  const { buckets, bucketMs, endMs } = fold.timeline();
  assert.ok(buckets.length <= 400, String(buckets.length));
  assert.equal(bucketMs, 128_000);
  assert.equal(endMs, 36_000_000);
  assert.equal(
    buckets.reduce((sum, bucket) => sum + bucket.classes.own, 0),
    36_000,
  );
});

test('a target with endless revisions and instances does not grow the timeline', () => {
  const fold = createTimeline();
  for (let n = 0; n < 5_000; n += 1)
    fold.see(sampleObservation({ revision: `r${String(n)}`, instance: `i${String(n)}` }));
  const { buckets, instances } = fold.timeline();
  assert.equal(Object.keys(buckets[1]?.revisions ?? {}).length, 8);
  assert.equal(buckets[1]?.revisions['other'], 5_000 - 7);
  assert.equal(instances.length, 60);
});

test('the order of records does not matter', () => {
  const history = sampleHistory(135, ['stranger']);
  const [there, back] = [createTimeline(), createTimeline()];
  history.forEach((record) => there.see(record));
  [...history].reverse().forEach((record) => back.see(record));
  assert.deepEqual(back.timeline().buckets, there.timeline().buckets);
});
