import type { RolloutDriver, RolloutReporter } from './driver.js';

/** What one rollout came to; `unstarted` is one that failed before anything changed. */
export type Rolled = 'finished' | 'failed' | 'rolled-back' | 'unstarted' | 'aborted';

/**
 * One rollout to its end, and back where that is called for: the driver can take it back, and the rollout failed or
 * `unwanted` (a violation, with `rollout.rollbackOnViolation`) fired. A driver that is still at work then is stopped
 * first. `signal` ends both.
 */
export async function roll(
  driver: RolloutDriver,
  report: RolloutReporter,
  { unwanted, signal }: { readonly unwanted: AbortSignal; readonly signal: AbortSignal },
): Promise<Rolled> {
  const state: { started: boolean; last: Rolled } = { started: false, last: 'aborted' };
  const told: RolloutReporter = (event, detail) => {
    report(event, detail);
    if (event === 'started') state.started = true;
    if (event === 'failed') state.last = state.started ? 'failed' : 'unstarted';
    else if (event === 'finished' || event === 'rolled-back') state.last = event;
  };
  await driver.run(told, AbortSignal.any([signal, unwanted]));
  if (signal.aborted || driver.rollBack === null || !state.started || state.last === 'rolled-back')
    return state.last;
  if (unwanted.aborted) await driver.rollBack('a violation was seen during the rollout', told, signal);
  else if (state.last === 'failed') await driver.rollBack('the rollout failed', told, signal);
  return state.last;
}
