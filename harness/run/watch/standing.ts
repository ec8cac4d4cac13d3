import type { Phase } from '../../model/phase.js';
import type { Bound, Result } from '../../model/result.js';
import type { Reason, Verdict } from '../../model/verdict.js';
import type { WatchedRollout, WatchVerdict } from '../../model/watch-status.js';
import { openReasons, overallBound, verdictSoFar } from './live-verdict.js';
import type { Window } from './window.js';

/** Keeps what the watch says of the release that is out there. */
export interface Standing {
  /** A rollout began: from now on nothing is said of the last one. */
  started(detail: string): void;
  /** Its records go to this run. */
  opened(run: string): void;
  /** The new release is the only one, or the old one is again. */
  ended(phase: Phase): void;
  /** A window was judged for good. */
  judged(result: Result): void;
  /** Notes a violation of the open window. Cheap: to be called often, and before the window is left. */
  look(open: Window): void;
  verdict(open: Window): WatchVerdict;
}

/** What is told of a rollout that was judged. */
interface Judged {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly bound: Bound | null;
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
  const now = (): string => new Date(wallMs()).toISOString();
  let rollout: WatchedRollout | null = null;
  let last: Judged | null = null;
  /** Why it failed, for as long as that stands. */
  let failed: readonly Reason[] | null = null;
  let shown: { readonly verdict: Verdict; readonly since: string } = {
    verdict: 'inconclusive',
    since: now(),
  };

  const become = (verdict: Verdict): void => {
    if (shown.verdict !== verdict) shown = { verdict, since: now() };
  };
  const fail = (reasons: readonly Reason[]): void => {
    failed = reasons.filter(({ code }) => code === 'violation');
    become('fail');
  };
  const look = (open: Window): void => {
    // While the rollout's own window is being opened, the open one is that of the release before.
    if (open.failed && failed === null && rollout?.run !== '') fail(open.judgement().reasons);
  };

  return {
    started(detail) {
      rollout = { run: '', detail, phase: 'during', startedAt: now(), finishedAt: null, judgedAt: null };
      failed = null;
      become('inconclusive');
    },
    opened(run) {
      if (rollout !== null) rollout = { ...rollout, run };
    },
    ended(phase) {
      if (rollout !== null) rollout = { ...rollout, phase, finishedAt: now() };
    },
    judged({ runId, verdict, reasons, exposure }) {
      // A quiet time, or a rollout that another one has followed: its verdict is no longer asked for.
      if (runId !== rollout?.run) return;
      rollout = { ...rollout, judgedAt: now() };
      last = { verdict, reasons, bound: overallBound({ exposure }) };
      if (verdict === 'fail') fail(reasons);
      else if (failed === null) become(verdict);
    },
    look,
    verdict(open) {
      look(open);
      return { ...answer(open, { rollout, last, failed }), since: shown.since, rollout };
    },
  };
}

function answer(
  open: Window,
  {
    rollout,
    last,
    failed,
  }: {
    readonly rollout: WatchedRollout | null;
    readonly last: Judged | null;
    readonly failed: readonly Reason[] | null;
  },
): Omit<WatchVerdict, 'since' | 'rollout'> {
  const goesOn = rollout !== null && rollout.judgedAt === null;
  const bound = goesOn || last === null ? overallBound(open.judgement()) : last.bound;
  if (failed !== null) return { verdict: 'fail', soFar: 'fail', reasons: failed, bound };
  if (goesOn) {
    const judgement = open.judgement();
    const text = `The rollout goes on (phase ${rollout.phase}): ${rollout.detail}.`;
    const reasons = [{ code: 'rollout-goes-on', text, hint: null }, ...openReasons(judgement)];
    const soFar = open.run.runId === rollout.run ? verdictSoFar(open.run, judgement) : 'inconclusive';
    return { verdict: 'inconclusive', soFar, reasons, bound };
  }
  if (last !== null) return { ...last, soFar: last.verdict, bound };
  return { verdict: 'inconclusive', soFar: 'inconclusive', reasons: [notYet], bound };
}
