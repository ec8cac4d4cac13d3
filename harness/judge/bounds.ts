import { incompleteBeta } from './beta.js';

/**
 * The rate, 0…1, that `violations` among `n` exclude at `confidence`: the exact one-sided upper limit of Clopper
 * and Pearson (Biometrika 26, 1934). 1 where nothing was seen. For no violations it is 1 − (1 − confidence)^(1/n).
 * Throws RangeError unless 0 ≤ violations ≤ n and 0 < confidence < 1.
 */
export function upperLimit(violations: number, n: number, confidence: number): number {
  if (!Number.isInteger(violations) || !Number.isInteger(n) || violations < 0 || violations > n) {
    throw new RangeError(
      `upperLimit: whole numbers 0 ≤ violations ≤ n wanted, got ${String(violations)} of ${String(n)}`,
    );
  }
  requireConfidence(confidence);
  if (violations === n) return 1;
  if (violations === 0) return -Math.expm1(Math.log1p(-confidence) / n);
  let low = violations / n;
  let high = 1;
  for (let i = 0; i < 200 && high - low > Number.EPSILON * high; i += 1) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, violations + 1, n - violations) < confidence) low = middle;
    else high = middle;
  }
  return high;
}

/** Throws RangeError unless 0 < confidence < 1. */
export function requireConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`a confidence between 0 and 1 is wanted, got ${String(confidence)}`);
  }
}
