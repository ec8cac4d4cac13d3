import type { Bound, Exposure } from '../../model/result.js';
import { counted, formatRate } from './figures.js';

/** "0 mix-ups in 9,600 own observations: a rate above 0.031 % is excluded at 95 %". */
export function boundSentence(bound: Bound): string {
  // With mix-ups among them, the observations are no longer all own.
  const noun =
    bound.unit === 'sessions' ? 'session' : bound.violations === 0 ? 'own observation' : 'observation';
  const seen = `${counted(bound.violations, 'mix-up')} in ${counted(bound.n, noun)}`;
  if (bound.n === 0) return `${seen}: nothing is excluded`;
  return `${seen}: a rate above ${formatRate(bound.upper)} is excluded at ${formatRate(bound.confidence)}`;
}

/** The bound over all phases and pages, or null where the judge gave none. */
export function overallBound(exposure: Exposure, unit: Bound['unit']): Bound | null {
  return exposure.bounds.find((bound) => bound.unit === unit && isOverall(bound)) ?? null;
}

/** The bounds over the whole run as sentences without a full stop: observations, then sessions. */
export function overallSentences(exposure: Exposure): readonly string[] {
  return (['observations', 'sessions'] as const)
    .map((unit) => overallBound(exposure, unit))
    .filter((bound) => bound !== null)
    .map(boundSentence);
}

function isOverall(bound: Bound): boolean {
  return bound.phase === null && bound.page === null;
}
