import type { Cause } from '../model/finding.js';

/** What is blamed for ordinary looks explains another violation a little less surely than those. */
const LESS = 0.8;

/**
 * The causes of a violation that was provoked in a special way (after a logout, on a used browser, by a push), where
 * ordinary looks showed others as well: whatever is surer to be to blame for those is to blame here, too.
 */
export function alsoExplains(
  ordinary: readonly Cause[],
  looks: number,
  own: readonly Cause[],
): readonly Cause[] {
  const inherited = ordinary.map(({ layer, confidence, because }) => ({
    layer,
    confidence: Math.round(confidence * LESS * 100) / 100,
    because: [
      `Ordinary looks of signed-in people showed others as well (${String(looks)} times), and of those it holds what follows`,
      ...because,
    ],
  }));
  const surest = (causes: readonly Cause[]): number => causes[0]?.confidence ?? 0;
  return surest(inherited) > surest(own) ? inherited : own;
}
