import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRevisionWatch, type RevisionWatch } from '../../../harness/rollout/revision-watch.js';

const settledMs = 2000;
const everyMs = 250;

/** Plays one reading every 250 ms; "v1/a" is revision v1 of instance a, "-" a failed one. Gives "ms event". */
function play(
  readings: readonly string[],
  watch: RevisionWatch = createRevisionWatch({ settledMs }),
  fromMs = 0,
) {
  return readings.flatMap((text, index) => {
    const atMs = fromMs + index * everyMs;
    const [revision = '', instance = ''] = text.split('/');
    const events =
      text === '-'
        ? watch.tick(atMs)
        : watch.see({
            atMs,
            revision: revision === '' ? null : revision,
            instance: instance === '' ? null : instance,
          });
    return events.map(({ event }) => `${String(atMs)} ${event}`);
  });
}

const times = (count: number, ...texts: string[]): string[] =>
  Array.from({ length: count }, () => texts).flat();
const kinds = (events: readonly string[]): string[] => events.map((event) => event.replace(/^\d+ /, ''));

await test('a target that stays as it is starts nothing', () => {
  assert.deepEqual(play(times(200, 'v1/a', 'v1/b', '-')), []);
});

await test('a rolling rollout starts at the first new answer, steps per instance, and ends when the old is silent', () => {
  const events = play([
    ...times(4, 'v1/a', 'v1/b', 'v1/c'),
    ...times(2, 'v2/d', 'v1/b', 'v1/c'),
    ...times(2, 'v2/d', 'v2/e', 'v1/c'),
    ...times(6, 'v2/d', 'v2/e', 'v2/f'),
  ]);
  assert.deepEqual(kinds(events), ['started', 'step', 'step', 'finished']);
  assert.equal(events[0], '3000 started');
  assert.equal(events[3], `${String(6000 + settledMs)} finished`);
});

await test('an instance that keeps its name and changes its revision is a step', () => {
  const events = play([
    ...times(4, 'v1/a', 'v1/b'),
    ...times(3, 'v2/a', 'v1/b'),
    ...times(10, 'v2/a', 'v2/b'),
  ]);
  assert.deepEqual(kinds(events), ['started', 'step', 'finished']);
});

await test('a new instance of the same revision is no rollout', () => {
  assert.deepEqual(play([...times(8, 'v1/a'), ...times(20, 'v1/a', 'v1/z')]), []);
});

await test('a canary that flips between revisions is one rollout, although it answers seldom', () => {
  const events = play([
    ...times(4, 'v1'),
    ...times(6, 'v2', ...times(7, 'v1')),
    // Alone for longer than settledMs, but not for three times as long as the stretches before.
    ...times(12, 'v2', ...times(15, 'v1')),
    ...times(20, 'v1', 'v2'),
    ...times(40, 'v2'),
  ]);
  assert.deepEqual(kinds(events), ['started', 'finished']);
});

await test('blue-green: the switch starts it, and it is finished when the new one alone has answered', () => {
  const events = play([...times(6, 'blue'), ...times(20, 'green')]);
  assert.deepEqual(events, ['1500 started', `${String(1500 + settledMs)} finished`]);
});

await test('recreate: a gap without readings neither ends nor begins anything', () => {
  const events = play([...times(6, 'v1/a'), ...times(80, '-'), ...times(20, 'v2/b')]);
  assert.deepEqual(events, ['21500 started', `${String(21_500 + settledMs)} finished`]);
});

await test('silence is no sign that the new release is alone', () => {
  const events = play([...times(6, 'v1'), 'v2', ...times(60, '-')]);
  assert.deepEqual(kinds(events), ['started']);
});

await test('time alone settles it while the last readings are fresh', () => {
  const events = play([...times(6, 'v1'), ...times(6, 'v2'), ...times(6, '-')]);
  assert.deepEqual(kinds(events), ['started', 'finished']);
});

await test('a lone stray reading of an earlier release starts nothing', () => {
  const watch = createRevisionWatch({ settledMs });
  assert.deepEqual(kinds(play([...times(6, 'v1'), ...times(12, 'v2')], watch)), ['started', 'finished']);
  assert.deepEqual(
    play([...times(20, 'v2'), 'v1', ...times(20, 'v2'), 'v1', 'v1', ...times(20, 'v2')], watch, 10_000),
    [],
  );
});

await test('a lone stray reading of the old release puts the end off and tells nothing', () => {
  const events = play([...times(6, 'v1'), ...times(4, 'v2'), 'v1', ...times(16, 'v2')]);
  assert.deepEqual(kinds(events), ['started', 'finished']);
  // 4 readings were broken: three times as many must follow.
  assert.equal(events[1], `${String(11 * everyMs + 11 * everyMs)} finished`);
});

await test('a lone reading of a release that was never seen is a rollout that was rolled back', () => {
  const events = play([...times(6, 'v1'), 'v2', ...times(20, 'v1')]);
  assert.deepEqual(kinds(events), ['started', 'rolled-back']);
});

await test('a reading that tells no revision is none where the target tells it otherwise', () => {
  assert.deepEqual(
    play([...times(6, 'v1/a'), '/proxy', '/proxy', '/proxy', '/proxy', ...times(10, 'v1/a')]),
    [],
  );
});

await test('the old release that alone answers again is a rollback', () => {
  const events = play([
    ...times(4, 'v1/a', 'v1/b'),
    ...times(4, 'v2/c', 'v1/b'),
    ...times(20, 'v1/d', 'v1/b'),
  ]);
  assert.deepEqual(kinds(events), ['started', 'rolled-back']);
});

await test('several rollouts, a rollback, and a way back to an earlier release follow one another', () => {
  const settled = (release: string): string[] => times(16, release);
  const events = play([
    ...settled('v1'),
    ...settled('v2'),
    ...['v3', 'v2', 'v3', ...settled('v2')],
    ...['v3', ...settled('v3')],
    ...settled('v1'),
  ]);
  const rolled = ['started', 'finished'];
  assert.deepEqual(kinds(events), [...rolled, 'started', 'rolled-back', ...rolled, ...rolled]);
});

await test('a release that was never seen, in the middle of a rollout, begins another one from the same release', () => {
  const watch = createRevisionWatch({ settledMs });
  play([...times(6, 'v1/a', 'v1/b'), ...times(3, 'v1/a', 'v2/c')], watch);
  const [begun, ...more] = watch.see({ atMs: 4500, revision: 'v3', instance: 'd' });
  assert.deepEqual(begun, { event: 'started', detail: 'v3 (d) answers; until now v1 did', from: 'v1' });
  assert.deepEqual(more, []);
  const rest = play([...times(3, 'v1/a', 'v2/c', 'v3/d'), ...times(20, 'v3/d', 'v3/e')], watch, 4750);
  assert.deepEqual(kinds(rest), ['step', 'step', 'finished'], 'what is left of v2, and a copy of v3');
});

await test('after a canary was replaced, the release from before that alone answers again is a rollback', () => {
  const events = play([
    ...times(6, 'v1'),
    ...times(3, 'v1', 'v2'),
    ...times(3, 'v1', 'v3'),
    ...times(20, 'v1'),
  ]);
  assert.deepEqual(kinds(events), ['started', 'started', 'rolled-back']);
});

await test('without revisions an unknown instance starts it, once the known ones are learned', () => {
  const rolled = [
    ...times(4, '/a', '/b', '/c'),
    ...times(4, '/d', '/b', '/c'),
    ...times(4, '/d', '/e', '/c'),
    ...times(6, '/d', '/e', '/f'),
  ];
  const watch = createRevisionWatch({ settledMs });
  assert.deepEqual(kinds(play(rolled, watch)), ['started', 'step', 'step', 'finished']);
  const next = [...times(4, '/d', '/e', '/f'), ...times(20, '/g')];
  assert.deepEqual(kinds(play(next, watch, 60_000)), ['started', 'finished']);
});

await test('without revisions the known instances that alone answer again are a rollback', () => {
  const events = play([
    ...times(4, '/a', '/b', '/c'),
    ...times(3, '/d', '/b', '/c'),
    ...times(8, '/a', '/b', '/c'),
  ]);
  assert.deepEqual(kinds(events), ['started', 'rolled-back']);
});

await test('a release that begins to tell its revision starts a rollout from those that told none', () => {
  const events = play([...times(8, '/a', '/b'), ...times(4, 'v2/c', '/b'), ...times(20, 'v2/c', 'v2/d')]);
  assert.deepEqual(kinds(events), ['started', 'step', 'finished']);
});

await test('nothing told is nothing seen', () => {
  assert.deepEqual(play(times(50, '/')), []);
});
