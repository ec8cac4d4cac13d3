import type { Judgement } from '../../judge/judge.js';
import type { Phase } from '../../model/phase.js';
import type { Bound, RunFile } from '../../model/result.js';
import type { Reason, Verdict } from '../../model/verdict.js';

/** Reasons that only say that a rollout is not over. */
const onlyTime: ReadonlySet<string> = new Set(['interrupted', 'rollout-not-finished']);
/** Reasons that the time after a rollout mends; what of them is owed before it is asked for by itself. */
const afterwards: ReadonlySet<string> = new Set(['too-few-own', 'not-drilled']);
const untilNow: readonly Phase[] = ['before', 'during'];

/** What stands against a pass of a rollout that goes on, besides that it goes on. */
export function openReasons({ reasons }: Judgement): readonly Reason[] {
  return reasons.filter(({ code }) => !onlyTime.has(code));
}

/**
 * The verdict as if the rollout were over now: the old and the new revision have been seen enough, the drill before it
 * rang everywhere, and nothing was wrong. A canary is promoted by it, since what follows the promotion cannot be waited
 * for before it.
 */
export function verdictSoFar(run: RunFile, judgement: Judgement): Verdict {
  if (judgement.findings.some(({ severity }) => severity === 'violation')) return 'fail';
  const left = openReasons(judgement).filter(({ code }) => !afterwards.has(code) && code !== 'no-drill');
  return left.length === 0 && seenEnough(run, judgement) && drilled(run, judgement) ? 'pass' : 'inconclusive';
}

function seenEnough(run: RunFile, { exposure }: Judgement): boolean {
  const floor = run.require.ownPerPageAndPhase;
  const blind = new Set(exposure.drills.filter(({ rang }) => !rang).map(({ page }) => page));
  return run.pages
    .filter(({ name }) => !blind.has(name))
    .every(({ name }) => untilNow.every((phase) => (exposure.byPage[name]?.[phase]?.own ?? 0) >= floor));
}

/** A blind page is a reason of its own; here only whether the drill came to every place. */
function drilled({ drill }: RunFile, { exposure }: Judgement): boolean {
  if (drill?.enabled !== true) return true;
  const before = new Set(exposure.drills.filter(({ phase }) => phase === 'before').map(({ page }) => page));
  return drill.places.every(({ name }) => before.has(name));
}

/** The bound over all own observations; null before the first one. */
export function overallBound({ exposure }: Pick<Judgement, 'exposure'>): Bound | null {
  const bound = exposure.bounds.find(
    ({ unit, phase, page }) => unit === 'observations' && phase === null && page === null,
  );
  return bound === undefined || bound.n === 0 ? null : bound;
}
