import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createExposure } from '../../../harness/judge/exposure.js';
import { missingFloors } from '../../../harness/judge/floors.js';
import { observationsNeeded } from '../../../harness/judge/plan.js';
import { createRolloutFold } from '../../../harness/judge/rollout-facts.js';
import type { HistoryRecord } from '../../../harness/model/history.js';
import { createRandom, type Random } from '../../../harness/model/random.js';
import { createStoppingRule } from '../../../harness/run/stopping-rule.js';
import { history, runFile } from '../history-builder.js';

const runs = 10_000;
const maxRate = 0.02;
const plannedMs = 1000;
const longestMs = 30_000;
/** Long steps: each asks the real rule, which is what takes the time of this test. */
const everyMs = 1000;

/** The rate of mix-ups at the i-th look of a run. */
type Rate = (look: number) => number;

const mixUps = history().phase('during').foreign('u01', 'u02').records.slice(1);
const [own] = history().phase('during').tally(1).records.slice(1);

const nothing = createExposure(runFile()).exposure();
const rollout = createRolloutFold().facts();

/** How many of the simulated runs exclude `maxRate` in the end, and how many looks those took on the whole. */
function simulate(rate: Rate, options: { readonly confidence: number; readonly name: string }) {
  const { confidence, name } = options;
  const all = createRandom(20_261_125).fork(name);
  let claimed = 0;
  let looks = 0;
  for (let i = 0; i < runs; i += 1) {
    const run = simulatedRun(rate, confidence, all.fork(String(i)));
    looks += run.looks;
    if (run.claims) claimed += 1;
  }
  return { share: claimed / runs, looks: looks / runs };
}

/** One run, judged by the real fold and ended by the real rule; only the target and the clock are made up. */
function simulatedRun(rate: Rate, confidence: number, random: Random): { claims: boolean; looks: number } {
  const { require } = runFile();
  const run = runFile({ rollout: 'command', require: { ...require, maxRate, confidence } });
  const exposure = createExposure(run);
  // All floors but the rate are off, so the rest of the exposure need not be counted again and again.
  const lacks = (): boolean =>
    missingFloors({ run, exposure: { ...nothing, claims: exposure.claims() }, rollout }).length > 0;
  const isEnough = createStoppingRule({
    ...{ plannedMs, longestMs },
    standing: { claims: exposure.claims, lacks },
  });
  let looks = 0;
  for (let spentMs = 0; !isEnough(spentMs); spentMs += everyMs) {
    let clean = 0;
    for (let n = random.below(60); n > 0; n -= 1, looks += 1) {
      if (random.next() < rate(looks)) mixUps.forEach(exposure.see);
      else clean += 1;
    }
    if (clean > 0) exposure.see({ ...own, own: clean } as HistoryRecord);
  }
  return { claims: !lacks(), looks };
}

/** What 10,000 runs may show by chance beside the true share: four standard errors. */
function chance(share: number): number {
  return 4 * Math.sqrt((share * (1 - share)) / runs);
}

describe(`the stated confidence, over ${String(runs)} simulated runs that end by themselves`, () => {
  const needed = observationsNeeded(maxRate, 0.95);

  const atTheBorder: readonly [string, number, Rate][] = [
    ['stays the same', 0.95, () => maxRate],
    ['stays the same', 0.99, () => maxRate],
    ['is twice as high at every other look and nothing between', 0.95, (look) => (look % 2) * 2 * maxRate],
    ['rises from nothing', 0.95, (look) => Math.min(2, (2 * look) / needed) * maxRate],
  ];
  for (const [how, confidence, rate] of atTheBorder) {
    it(`holds at ${String(confidence)} where the rate is just the one to exclude and ${how}`, (t) => {
      const { share } = simulate(rate, { confidence, name: `${how} ${String(confidence)}` });
      const error = 1 - confidence;
      t.diagnostic(
        `wrongly excluded: ${(share * 100).toFixed(2)} % of runs, at most ${(error * 100).toFixed(0)} %`,
      );
      assert.ok(
        share <= error + chance(error),
        `${String(share)} of the runs excluded a rate that was there`,
      );
      // Were it far below, the rule would ask for more looks than it takes.
      assert.ok(share > error / 3, `only ${String(share)} of the runs`);
    });
  }

  it('costs no power: a clean target is always cleared, with the number of looks that a plan names', (t) => {
    const { share, looks } = simulate(() => 0, { confidence: 0.95, name: 'clean' });
    t.diagnostic(
      `wrongly held up: ${((1 - share) * 100).toFixed(2)} % of runs; ${looks.toFixed(1)} looks, ${String(needed)} needed`,
    );
    assert.equal(share, 1);
    assert.ok(looks >= needed, String(looks));
  });

  it('costs little power: a rate of a hundredth is cleared as often as so few looks can be clean', (t) => {
    const { share } = simulate(() => maxRate / 100, { confidence: 0.95, name: 'a hundredth' });
    const expected = (1 - maxRate / 100) ** needed;
    t.diagnostic(`held up: ${((1 - share) * 100).toFixed(2)} % of runs`);
    assert.ok(share <= expected + chance(expected), String(share));
    assert.ok(
      share > expected - 0.01 - chance(expected),
      `${String(share)} where ${String(expected)} was expected`,
    );
  });

  it('would not hold for a rule that stops as soon as the limit allows, mix-ups or not', () => {
    // What the rule must not do: look again and again at a limit that is exact for one look only.
    const error = peeking(createRandom(7));
    assert.ok(error > 0.05 + chance(0.05), `${String(error)}: the simulation would not see a broken rule`);
  });
});

/** The share of runs that exclude the rate at some look if mix-ups are allowed and everything is tried. */
function peeking(random: Random): number {
  // Looks from which on 0, 1, 2, 3 mix-ups exclude 2 % at 95 % (Clopper–Pearson).
  const enough = [149, 236, 313, 386];
  let wrong = 0;
  for (let i = 0; i < runs; i += 1) {
    let violations = 0;
    for (let look = 1; look <= 386; look += 1) {
      if (random.next() < maxRate) violations += 1;
      const n = enough[violations];
      if (n === undefined) break;
      if (look < n) continue;
      wrong += 1;
      break;
    }
  }
  return wrong / runs;
}
