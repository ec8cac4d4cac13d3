import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHttpClient } from '../../../harness/actors/index.js';
import { createPace, type GatePace } from '../../../harness/gate/pace.js';
import type { Actor } from '../../../harness/model/actor.js';
import type { Page } from '../../../harness/model/page.js';
import { never, settingsFor, startTarget, type SmallTarget } from '../actors/small-target.js';

const page: Page = { name: 'page', kind: 'page', path: '/page', self: null };
const clock = { nowMs: () => performance.now() };

/** So many strangers who ask for one page, as fast as they may. */
async function asking(
  target: SmallTarget,
  pace: GatePace,
  { actors, until }: { actors: number; until: () => boolean },
): Promise<void> {
  const { settings } = settingsFor(target, { pages: [page], pace });
  const impatient = { ...settings, target: { ...settings.target, timeoutMs: 300 } };
  const http = createHttpClient({ ...impatient, browserSignIn: null });
  const stop = new AbortController();
  const ask = async (actor: Actor): Promise<void> => {
    while (!until() && !stop.signal.aborted) await actor.perform({ kind: 'visit', page }, stop.signal);
    stop.abort();
  };
  await Promise.all(
    Array.from({ length: actors }, (_, i) =>
      ask(http.openActor({ name: `s${String(i + 1)}`, identity: null })),
    ),
  );
  await http.close();
}

/** The moments of every request, and an answer that the test can change. */
async function countingTarget(): Promise<{
  target: SmallTarget;
  atMs: number[];
  answer: { status: number; headers: Record<string, string>; hangs: boolean };
}> {
  const atMs: number[] = [];
  const answer = { status: 200, headers: {}, hangs: false };
  const target = await startTarget({
    '/page': (_request, response) => {
      atMs.push(performance.now());
      if (!answer.hangs) response.writeHead(answer.status, answer.headers).end('hello');
    },
  });
  return { target, atMs, answer };
}

/** The most that fell into any second. */
function mostInASecond(atMs: readonly number[]): number {
  return Math.max(...atMs.map((from) => atMs.filter((ms) => ms >= from && ms < from + 990).length));
}

await test('twenty actors together make no more requests a second than the rate says', async () => {
  const { target, atMs } = await countingTarget();
  const pace = createPace({ ratePerSecond: 8, nowMs: clock.nowMs });
  const endMs = performance.now() + 3200;
  await asking(target, pace, { actors: 20, until: () => performance.now() > endMs });
  await target.close();
  // They are counted where they come in: two of them may be late.
  assert.ok(mostInASecond(atMs) <= 10, `${String(mostInASecond(atMs))} requests in a second`);
  assert.ok(atMs.length <= 8 * 4, `${String(atMs.length)} requests in little more than three seconds`);
  assert.ok(atMs.length >= 20, `only ${String(atMs.length)} requests: the rate is used`);
  assert.equal(pace.facts().requests, atMs.length);
});

await test('a 429 with a Retry-After keeps everybody away for that long', async () => {
  const { target, atMs, answer } = await countingTarget();
  const pace = createPace({ ratePerSecond: 20, nowMs: clock.nowMs });
  answer.status = 429;
  answer.headers = { 'retry-after': '2' };
  let firstMs = 0;
  await asking(target, pace, {
    actors: 1,
    until: () => {
      firstMs = atMs[0] ?? 0;
      return atMs.length > 0;
    },
  });
  assert.ok(pace.facts().awayMs > 1000, 'it tells how long it keeps away');
  answer.status = 200;
  answer.headers = {};
  await asking(target, pace, { actors: 5, until: () => atMs.length >= 6 });
  await target.close();
  const waitedMs = (atMs[1] ?? 0) - firstMs;
  assert.ok(waitedMs >= 1900, `the next request came after ${String(Math.round(waitedMs))} ms`);
  assert.equal(pace.facts().breakerOpened, 0, 'a busy target is no suffering one');
});

await test('a 429 without a Retry-After doubles the pause from one to the next', () => {
  let nowMs = 0;
  const pace = createPace({ ratePerSecond: 5, nowMs: () => nowMs });
  const busy = { status: 429, outcome: 'ok', tookMs: 5, awayMs: 0 } as const;
  const pauses = [1, 2, 3, 4].map(() => {
    pace.ended(busy);
    const { awayMs } = pace.facts();
    nowMs += awayMs;
    return awayMs;
  });
  assert.deepEqual(pauses, [1000, 2000, 4000, 8000]);
  pace.ended({ ...busy, status: 200 });
  pace.ended(busy);
  assert.equal(pace.facts().awayMs, 1000, 'a good answer ends the doubling');
});

await test('the breaker opens when every answer is a 503, leaves the target alone, and closes by one probe', async () => {
  const { target, atMs, answer } = await countingTarget();
  const states: string[] = [];
  let skippedMs = 0;
  const nowMs = (): number => performance.now() + skippedMs;
  const pace = createPace({ ratePerSecond: 100, nowMs, onBreaker: (state) => states.push(state) });
  answer.status = 503;
  const ended = asking(target, pace, {
    actors: 4,
    until: () => pace.facts().breaker === 'closed' && states.length > 1,
  });
  await until(() => states.includes('open'));
  const { breakerBecause, breakerMs } = pace.facts();
  assert.match(breakerBecause ?? '', /of the last \d+ answers failed/);
  assert.ok(breakerMs > 4000);
  const before = atMs.length;
  assert.ok(before < 20, `${String(before)} requests until it opened`);
  await new Promise((resolve) => setTimeout(resolve, 700));
  assert.ok(atMs.length <= before, 'nothing is asked for while it is open');
  answer.status = 200;
  skippedMs = 5100;
  await ended;
  await target.close();
  assert.deepEqual(states, ['open', 'half-open', 'closed']);
});

await test('the breaker opens when nothing is answered any more, and again where the probe hangs', async () => {
  const { target, answer } = await countingTarget();
  const states: string[] = [];
  let skippedMs = 0;
  const nowMs = (): number => performance.now() + skippedMs;
  const pace = createPace({ ratePerSecond: 200, nowMs, onBreaker: (state) => states.push(state) });
  answer.hangs = true;
  const ended = asking(target, pace, {
    actors: 10,
    until: () => states.filter((s) => s === 'open').length > 1,
  });
  await until(() => states.includes('open'));
  skippedMs = 5100;
  await ended;
  await target.close();
  assert.deepEqual(states, ['open', 'half-open', 'open']);
  assert.ok(pace.facts().breakerMs > 5000, 'it stays open for longer than the first time');
});

await test('what a rolling replacement costs does not open the breaker', () => {
  let nowMs = 0;
  const pace = createPace({ ratePerSecond: 5, nowMs: () => nowMs });
  for (let i = 0; i < 200; i += 1) {
    nowMs += 200;
    const fails = i % 40 > 34;
    pace.ended({ status: fails ? 502 : 200, outcome: 'ok', tookMs: 20, awayMs: 0 });
  }
  assert.equal(pace.facts().breakerOpened, 0);
});

await test('whoever goes ahead is served before the crowd, and nobody after the stop', async () => {
  const pace = createPace({ ratePerSecond: 2, nowMs: clock.nowMs });
  const order: string[] = [];
  const turn = (who: string, from: Pick<GatePace, 'turn'>): Promise<unknown> =>
    from.turn(never).then((may) => order.push(`${who} ${may ? 'goes' : 'stays'}`));
  const all = [turn('a', pace), turn('b', pace), turn('c', pace), turn('d', pace), turn('drill', pace.ahead)];
  await all[4];
  pace.stop();
  await Promise.all(all);
  await turn('e', pace);
  assert.deepEqual(order.slice(0, 3), ['a goes', 'b goes', 'drill goes']);
  assert.ok(order.includes('e stays') && order.includes('d stays'));
});

await test('who gives up does not wait for those before', async () => {
  const pace = createPace({ ratePerSecond: 0.01, nowMs: clock.nowMs });
  const gone = new AbortController();
  const beganMs = performance.now();
  const turns = [pace.turn(never), pace.turn(never), pace.turn(gone.signal)];
  gone.abort();
  assert.deepEqual([await turns[0], await turns[2]], [true, false]);
  assert.ok(performance.now() - beganMs < 500);
  pace.stop();
});

async function until(condition: () => boolean): Promise<void> {
  const endMs = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > endMs) assert.fail('not within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
