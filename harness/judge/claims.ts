import { phases } from '../model/phase.js';
import type { Phase } from '../model/phase.js';
import type { Claim, RunFile } from '../model/result.js';
import { upperLimit } from './bounds.js';
import { observationsNeeded } from './plan.js';
import type { ReadTallies } from './look-counts.js';

/**
 * What `require.maxRate` asks for. It is about the rollout: looks at the old release before it say nothing of what
 * the rollout does, so they do not count. A claim is met by a number of own observations that is fixed before the
 * run, and only where none of them is a mix-up. So it may be looked at as often as one likes while the run goes on:
 * a rate above `maxRate` leaves the first `needed` looks clean with a probability of at most 1 − confidence. Where
 * the rate changes from look to look, the claim is about its mean. Two phases each by themselves: both must be met,
 * which only lowers that probability (Berger, Technometrics 24, 1982: intersection–union tests).
 */
export function claimsOf(run: RunFile, byPhase: ReadTallies): readonly Claim[] {
  const { maxRate, confidence } = run.require;
  if (maxRate === null) return [];
  const needed = observationsNeeded(maxRate, confidence);
  return scopes(run).map(({ over, of }) => {
    const counts = of.map((phase) => byPhase.get(phase));
    const violations = counts.reduce((sum, { foreign, stranger }) => sum + foreign + stranger, 0);
    const n = counts.reduce((sum, { own }) => sum + own, violations);
    return { over, maxRate, confidence, needed, n, violations, upper: upperLimit(violations, n, confidence) };
  });
}

function scopes({ rollout, require }: RunFile): readonly { over: Claim['over']; of: readonly Phase[] }[] {
  if (rollout === 'none') return [{ over: 'run', of: phases }];
  if (require.maxRateOver === 'rollout') return [{ over: 'rollout', of: ['during', 'after', 'rollback'] }];
  return [
    { over: 'during', of: ['during'] },
    { over: 'after', of: ['after'] },
  ];
}
