import type { Judgement } from '../../judge/judge.js';
import type { Phase } from '../../model/phase.js';
import type { Bound, RunFile } from '../../model/result.js';
import type { Reason, Verdict } from '../../model/verdict.js';

/** Reasons that only say that a rollout is not over. */
const onlyTime: ReadonlySet<string> = new Set(['interrupted', 'rollout-not-finished']);

/** What stands against a pass of a rollout that goes on, besides that it goes on. */
export function openReasons({ reasons }: Judgement): readonly Reason[] {
  return reasons.filter(({ code }) => !onlyTime.has(code));
}

/**
 * The verdict as if the rollout were over now: the old and the new revision have been seen enough, and nothing was
 * wrong. A canary is promoted by it, since what follows the promotion cannot be waited for before it.
 */
export function verdictSoFar(run: RunFile, judgement: Judgement): Verdict {
  if (judgement.findings.some(({ severity }) => severity === 'violation')) return 'fail';
  const left = openReasons(judgement).filter(({ code }) => code !== 'too-few-own');
  return left.length === 0 && seenEnough(run, judgement, ['before', 'during']) ? 'pass' : 'inconclusive';
}

function seenEnough(run: RunFile, { exposure }: Judgement, phases: readonly Phase[]): boolean {
  const floor = run.require.ownPerPageAndPhase;
  return run.pages.every(({ name }) =>
    phases.every((phase) => (exposure.byPage[name]?.[phase]?.own ?? 0) >= floor),
  );
}

/** The bound over all own observations; null before the first one. */
export function overallBound({ exposure }: Pick<Judgement, 'exposure'>): Bound | null {
  const bound = exposure.bounds.find(
    ({ unit, phase, page }) => unit === 'observations' && phase === null && page === null,
  );
  return bound === undefined || bound.n === 0 ? null : bound;
}
