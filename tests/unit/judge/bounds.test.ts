import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { incompleteBeta, logGamma } from '../../../harness/judge/beta.js';
import { upperLimit } from '../../../harness/judge/bounds.js';
import { observationsNeeded, planFor } from '../../../harness/judge/plan.js';

/** P(X ≤ x) of a binomial variable, summed in logarithms: the definition, independent of the beta function. */
function binomialCdf(x: number, n: number, p: number): number {
  let logTerm = n * Math.log1p(-p);
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= x; k += 1) {
    logTerm += Math.log((n - k + 1) / k) + Math.log(p) - Math.log1p(-p);
    sum += Math.exp(logTerm);
  }
  return sum;
}

function close(actual: number, expected: number, relative: number): void {
  assert.ok(
    Math.abs(actual - expected) <= relative * Math.abs(expected),
    `${String(actual)} ≉ ${String(expected)}`,
  );
}

describe('the upper limit of a rate', () => {
  it('is 1 − 0.05^(1/n) for none of n at 95 %', () => {
    for (const n of [1, 2, 10, 59, 2995, 299_572, 1e9]) {
      close(upperLimit(0, n, 0.95), -Math.expm1(Math.log(0.05) / n), 1e-13);
    }
    assert.ok(upperLimit(0, 2995, 0.95) <= 1e-3);
    assert.ok(upperLimit(0, 2994, 0.95) > 1e-3);
  });

  it('agrees with published tables (one-sided 95 %)', () => {
    const table = [
      [0, 10, 0.2589],
      [1, 10, 0.3942],
      [2, 20, 0.2826],
      [5, 100, 0.1023],
      [9, 10, 0.9949],
    ] as const;
    for (const [x, n, upper] of table) close(upperLimit(x, n, 0.95), upper, 6e-4);
  });

  it('is the rate at which so few violations have just the probability that was given up', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0, max: 0.99, noNaN: true }));
    fc.assert(
      fc.property(sizes, fc.constantFrom(0.9, 0.95, 0.99, 0.999), ([n, share], confidence) => {
        const x = Math.min(n - 1, Math.floor(share * n));
        close(binomialCdf(x, n, upperLimit(x, n, confidence)), 1 - confidence, 1e-7);
      }),
      { numRuns: 200 },
    );
  });

  it('falls with n, rises with violations and with confidence', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1_000_000 }), fc.integer({ min: 0, max: 50 }), (n, some) => {
        const x = Math.min(some, n - 2);
        const upper = upperLimit(x, n, 0.95);
        assert.ok(upper > x / n && upper < 1);
        assert.ok(upperLimit(x, n + 1, 0.95) < upper);
        assert.ok(upperLimit(x + 1, n, 0.95) > upper);
        assert.ok(upperLimit(x, n, 0.99) > upper);
      }),
      { numRuns: 200 },
    );
  });

  it('is 1 where nothing was seen, or nothing but violations', () => {
    assert.equal(upperLimit(0, 0, 0.95), 1);
    assert.equal(upperLimit(7, 7, 0.95), 1);
  });

  it('stays exact for many millions', () => {
    close(upperLimit(3, 10_000_000, 0.95), 7.7537e-7, 1e-4);
  });

  it('refuses what is no count or no confidence', () => {
    for (const [x, n, confidence] of [
      [-1, 5, 0.95],
      [6, 5, 0.95],
      [0.5, 5, 0.95],
      [0, 5, 1],
      [0, 5, 0],
    ] as const) {
      assert.throws(() => upperLimit(x, n, confidence), RangeError);
    }
  });
});

describe('the incomplete beta function', () => {
  it('has its known values', () => {
    close(incompleteBeta(0.5, 1, 1), 0.5, 1e-14);
    close(incompleteBeta(0.3, 2, 3), 0.3483, 1e-12);
    close(incompleteBeta(0.5, 20, 20), 0.5, 1e-12);
    assert.equal(incompleteBeta(0, 2, 3), 0);
    assert.equal(incompleteBeta(1, 2, 3), 1);
  });

  it('rests on a gamma function that has its known values', () => {
    close(logGamma(0.5), Math.log(Math.sqrt(Math.PI)), 1e-13);
    close(logGamma(11), Math.log(3_628_800), 1e-13);
  });
});

describe('a plan', () => {
  it('needs so many observations as are on record for the usual rates', () => {
    assert.equal(observationsNeeded(1e-3, 0.95), 2995);
    assert.equal(observationsNeeded(1e-4, 0.95), 29_956);
    assert.equal(observationsNeeded(1e-5, 0.95), 299_572);
  });

  it('is the smallest number that suffices', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-7, max: 0.9, noNaN: true }),
        fc.constantFrom(0.9, 0.95, 0.99),
        (rate, confidence) => {
          const n = observationsNeeded(rate, confidence);
          assert.ok(upperLimit(0, n, confidence) <= rate);
          assert.ok(n === 1 || upperLimit(0, n - 1, confidence) > rate);
        },
      ),
    );
  });

  it('gives the minutes for users and rates', () => {
    const plan = planFor(1e-3, 0.95, { users: [10], perUserPerSecond: [1, 5] });
    assert.deepEqual(
      plan.combinations.map(({ minutes }) => minutes.toFixed(3)),
      ['4.992', '0.998'],
    );
  });

  it('refuses a rate that is none', () => {
    assert.throws(() => observationsNeeded(0, 0.95), RangeError);
    assert.throws(() => planFor(1e-3, 1.5), RangeError);
  });
});
