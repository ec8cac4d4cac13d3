import type { Phase } from '../../model/phase.js';
import type { Bound, Result } from '../../model/result.js';
import type { Reason, Verdict } from '../../model/verdict.js';
import type { WatchedRollout, WatchVerdict } from '../../model/watch-status.js';
import { openReasons, overallBound, verdictSoFar } from './live-verdict.js';
import type { Window } from './window.js';

/** Keeps what the watch says of the release that is out there. */
export interface Standing {
  started(window: Window, detail: string): void;
  /** The new release is the only one, or the old one is again. */
  ended(phase: Phase): void;
  /** A window was judged for good. */
  judged(result: Result): void;
  verdict(open: Window): WatchVerdict;
}

const notYet: Reason = {
  code: 'no-rollout-yet',
  text: 'No rollout has been seen since the watch began.',
  hint: 'Roll a release out; the watch notices it by target.revision or target.instance.',
};

/**
 * The verdict of a rollout stands until the next one begins. `inconclusive` before the first one and while one goes on.
 * A violation is sticky: seen during a rollout or between two, it is a fail until another rollout begins, and no
 * later window of the same release mends it.
 */
export function createStanding(wallMs: () => number): Standing {
  let rollout: WatchedRollout | null = null;
  let last: {
    readonly verdict: Verdict;
    readonly reasons: readonly Reason[];
    readonly bound: Bound | null;
  } | null = null;
  /** Why it failed, for as long as that stands. */
  let failed: readonly Reason[] | null = null;
  let shown: { readonly verdict: Verdict; readonly since: string } | null = null;
  const now = (): string => new Date(wallMs()).toISOString();

  const told = (open: Window): Omit<WatchVerdict, 'since' | 'rollout'> => {
    const judgement = open.judgement();
    const goesOn = rollout !== null && rollout.judgedAt === null;
    const bound = goesOn || last === null ? overallBound(judgement) : last.bound;
    if (open.failed) failed = judgement.reasons.filter(({ code }) => code === 'violation');
    if (failed !== null) return { verdict: 'fail', soFar: 'fail', reasons: failed, bound };
    if (rollout !== null && goesOn) {
      const text = `The rollout goes on (phase ${rollout.phase}): ${rollout.detail}.`;
      const reasons = [{ code: 'rollout-goes-on', text, hint: null }, ...openReasons(judgement)];
      const isOpen = open.kind === 'rollout' && open.run.runId === rollout.run;
      return {
        verdict: 'inconclusive',
        soFar: isOpen ? verdictSoFar(open.run, judgement) : 'inconclusive',
        reasons,
        bound,
      };
    }
    if (last !== null) return { ...last, soFar: last.verdict, bound };
    return { verdict: 'inconclusive', soFar: 'inconclusive', reasons: [notYet], bound };
  };

  return {
    started(window, detail) {
      rollout = {
        run: window.run.runId,
        detail,
        phase: 'during',
        startedAt: now(),
        finishedAt: null,
        judgedAt: null,
      };
      failed = null;
    },
    ended(phase) {
      if (rollout !== null) rollout = { ...rollout, phase, finishedAt: now() };
    },
    judged({ runId, verdict, reasons, exposure }) {
      // A quiet time, or a rollout that another one has followed: its verdict is no longer asked for.
      if (runId !== rollout?.run) return;
      rollout = { ...rollout, judgedAt: now() };
      if (verdict === 'fail') failed = reasons.filter(({ code }) => code === 'violation');
      last = { verdict, reasons, bound: overallBound({ exposure }) };
    },
    verdict(open) {
      const answer = told(open);
      if (shown?.verdict !== answer.verdict) shown = { verdict: answer.verdict, since: now() };
      return { ...answer, since: shown.since, rollout };
    },
  };
}
