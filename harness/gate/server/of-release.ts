import type { Reason, Verdict } from '../../model/verdict.js';
import { mostLatest, type WatchStatus } from '../../model/watch-status.js';

/** A verdict on one release. */
export interface ReleaseVerdict {
  readonly verdict: Verdict;
  readonly soFar: Verdict;
  readonly reasons: readonly Reason[];
}

/**
 * The verdict if it is about the release that is asked for, else inconclusive. The verdict on the release before it still
 * stands until the new one answers for the first time: a gate must take neither its pass nor its fail for the new one's.
 * Nor is it a fail of this release where somebody else was shown by other releases only.
 */
export function verdictOnRevision(status: WatchStatus, revision: string): ReleaseVerdict {
  const { rollout } = status;
  const seen = status.revisions.find((one) => one.revision === revision);
  const since = rollout?.finishedAt ?? rollout?.startedAt;
  if (since !== undefined && seen !== undefined && Date.parse(seen.lastSeenAt) >= Date.parse(since)) {
    const others = failedOthers(status, revision);
    return others.length === 0 ? status : failOfOthers(status, others);
  }
  const known = status.revisions.map((one) => `"${one.revision}"`).join(', ');
  return notThisOne(`No rollout to revision "${revision}" has been seen; known are: ${known || 'none'}.`);
}

/** The same for a rollout that began when `sinceMs` (milliseconds since 1970) was over. */
export function verdictSince(status: WatchStatus, sinceMs: number): ReleaseVerdict {
  const { rollout } = status;
  return rollout !== null && Date.parse(rollout.startedAt) >= sinceMs
    ? status
    : notThisOne('The new release has not answered yet.');
}

/** The releases that all violations of a failed rollout were seen on; none where one may have been seen on `revision`. */
function failedOthers({ verdict, rollout, latest }: WatchStatus, revision: string): readonly string[] {
  if (verdict !== 'fail' || rollout === null) return [];
  const told = latest.filter(({ run, seenAt }) => run === rollout.run || seenAt >= rollout.startedAt);
  // Those that are no longer told of may have been seen on it.
  if (told.length >= mostLatest) return [];
  const on = told.filter(({ severity }) => severity === 'violation').map((one) => one.revision);
  const others = new Set(on.filter((one) => one !== null));
  return on.includes(null) || others.has(revision) ? [] : [...others];
}

function failOfOthers({ reasons }: WatchStatus, others: readonly string[]): ReleaseVerdict {
  const reason: Reason = {
    code: 'violation-on-another-release',
    text: `Somebody else was shown, first by ${others.map((one) => `"${one}"`).join(', ')} and not by this release.`,
    hint: 'Either that release did so by itself, or the two do not get on with each other: look at the findings.',
  };
  return { verdict: 'inconclusive', soFar: 'inconclusive', reasons: [reason, ...reasons] };
}

function notThisOne(text: string): ReleaseVerdict {
  const hint = 'The watch notices a release by target.revision or target.instance.';
  return {
    verdict: 'inconclusive',
    soFar: 'inconclusive',
    reasons: [{ code: 'release-not-seen', text, hint }],
  };
}
