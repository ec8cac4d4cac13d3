import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Claim } from '../../../harness/model/result.js';
import { lookOn } from '../../../harness/run/look-on.js';
import { createStoppingRule, type Standing } from '../../../harness/run/stopping-rule.js';

const claim: Claim = {
  over: 'rollout',
  maxRate: 0.01,
  confidence: 0.95,
  needed: 299,
  n: 0,
  violations: 0,
  upper: 1,
};

/** A standing that a test moves along. */
function standing(
  claims: readonly Partial<Claim>[] = [{}],
): Standing & { claimed: readonly Partial<Claim>[]; missing: boolean; asked: number } {
  const state = {
    claimed: claims,
    missing: false,
    asked: 0,
    claims: (): readonly Claim[] => state.claimed.map((change) => ({ ...claim, ...change })),
    lacks: (): boolean => {
      state.asked += 1;
      return state.missing;
    },
  };
  return state;
}

const times = { plannedMs: 8000, longestMs: 60_000 };

describe('the stopping rule', () => {
  it('ends the looking before the planned time once the claim is met and no floor is missing', () => {
    const state = standing();
    const isEnough = createStoppingRule({ ...times, standing: state });
    assert.equal(isEnough(4000), false);
    state.claimed = [{ n: 299 }];
    assert.equal(isEnough(4100), true);
  });

  it('gives whoever slept through the rollout three seconds to come back', () => {
    const isEnough = createStoppingRule({ ...times, standing: standing([{ n: 5000 }]) });
    assert.equal(isEnough(2999), false);
    assert.equal(isEnough(3000), true);
  });

  it('never ends early while a floor is missing, and looks at the floors once a second only', () => {
    const state = standing([{ n: 299 }]);
    state.missing = true;
    const isEnough = createStoppingRule({ ...times, standing: state });
    for (let spentMs = 0; spentMs < 8000; spentMs += 100) assert.equal(isEnough(spentMs), false);
    assert.equal(state.asked, 5);
    assert.equal(isEnough(8000), true, 'the planned time is over: more of the same will not fill it');
  });

  it('ends as soon as the missing floor is filled', () => {
    const state = standing([{ n: 299 }]);
    state.missing = true;
    const isEnough = createStoppingRule({ ...times, standing: state });
    assert.equal(isEnough(5000), false);
    state.missing = false;
    assert.equal(isEnough(5500), false);
    assert.equal(isEnough(6000), true);
  });

  it('goes on past the planned time while the claim is open and clean, until it is met', () => {
    const state = standing([{ n: 298 }]);
    const isEnough = createStoppingRule({ ...times, standing: state });
    assert.equal(isEnough(8000), false);
    assert.equal(isEnough(59_900), false);
    state.claimed = [{ n: 299 }];
    assert.equal(isEnough(59_900), true);
  });

  it('stops at the longest time, met or not', () => {
    assert.equal(createStoppingRule({ ...times, standing: standing([{ n: 3 }]) })(60_000), true);
  });

  it('looks for as long as planned where the longest time is shorter', () => {
    const isEnough = createStoppingRule({ plannedMs: 8000, longestMs: 10, standing: standing() });
    assert.equal(isEnough(7900), false);
    assert.equal(isEnough(8000), true);
  });

  it('neither ends early nor goes on for a claim that a mix-up has lost', () => {
    const isEnough = createStoppingRule({ ...times, standing: standing([{ n: 5000, violations: 1 }]) });
    assert.equal(isEnough(7900), false);
    assert.equal(isEnough(8000), true);
  });

  it('does not go on for what was missed during the rollout', () => {
    const missed = standing([
      { over: 'during', n: 3 },
      { over: 'after', n: 3 },
    ]);
    assert.equal(createStoppingRule({ ...times, standing: missed })(8000), true);
    const open = standing([
      { over: 'during', n: 299 },
      { over: 'after', n: 3 },
    ]);
    assert.equal(createStoppingRule({ ...times, standing: open })(8000), false);
  });
});

describe('looking on', () => {
  const clock = { nowMs: () => performance.now() };

  it('resolves at once when the run is stopped', async () => {
    const stopped = AbortSignal.abort();
    await lookOn({ plannedMs: 60_000, longestMs: 60_000, standing: standing(), clock, signal: stopped });
    await lookOn({ plannedMs: 60_000, longestMs: 60_000, standing: null, clock, signal: stopped });
  });

  it('asks again until it is enough', async () => {
    let asked = 0;
    const reached: Standing = {
      claims: () => {
        asked += 1;
        return [{ ...claim, n: asked < 3 ? 3 : 299 }];
      },
      lacks: () => false,
    };
    const { signal } = new AbortController();
    await lookOn({ plannedMs: 0, longestMs: 60_000, standing: reached, clock, signal });
    assert.equal(asked, 3);
  });
});
