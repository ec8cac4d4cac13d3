import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTokenBucket } from '../../../harness/gate/token-bucket.js';

/** The moments at which somebody goes who always wants to, on a simulated clock. */
function goneMs(
  ratePerSecond: number,
  { forMs, restsMs = 0 }: { forMs: number; restsMs?: number },
): number[] {
  const bucket = createTokenBucket(ratePerSecond);
  const gone: number[] = [];
  for (let nowMs = restsMs; nowMs < restsMs + forMs;) {
    const ms = bucket.waitMs(nowMs);
    if (ms > 0) {
      nowMs += ms;
      continue;
    }
    bucket.take(nowMs);
    gone.push(nowMs);
  }
  return gone;
}

function most(gone: readonly number[], inMs: number): number {
  return Math.max(...gone.map((from) => gone.filter((ms) => ms >= from && ms < from + inMs).length));
}

for (const rate of [0.2, 1, 2, 3, 5, 7.5, 50]) {
  await test(`at ${String(rate)} a second no second sees more, not after a rest either, and the rate is reached`, () => {
    const gone = goneMs(rate, { forMs: 60_000, restsMs: 100_000 });
    assert.ok(most(gone, 1000) <= Math.max(1, rate));
    assert.ok(most(gone, 20_000) <= Math.max(1, rate * 20));
    assert.ok(
      gone.length >= Math.floor((rate < 1 ? rate : Math.floor(rate)) * 60 * 0.9),
      `${String(gone.length)} in a minute`,
    );
  });
}

await test('only two go at the same moment', () => {
  assert.equal(most(goneMs(5, { forMs: 10_000 }), 1), 2);
  assert.equal(most(goneMs(100, { forMs: 10_000 }), 10), 2);
});
