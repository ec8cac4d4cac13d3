import type { Reason, Verdict } from '../../model/verdict.js';
import type { WatchStatus } from '../../model/watch-status.js';

/** A verdict on one release. */
export interface ReleaseVerdict {
  readonly verdict: Verdict;
  readonly soFar: Verdict;
  readonly reasons: readonly Reason[];
}

/**
 * The verdict if it is about the release that is asked for, else inconclusive. The verdict on the release before it still
 * stands until the new one answers for the first time: a gate must take neither its pass nor its fail for the new one's.
 */
export function verdictOnRevision(status: WatchStatus, revision: string): ReleaseVerdict {
  const { rollout } = status;
  const seen = status.revisions.find((one) => one.revision === revision);
  const since = rollout?.finishedAt ?? rollout?.startedAt;
  if (since !== undefined && seen !== undefined && Date.parse(seen.lastSeenAt) >= Date.parse(since))
    return status;
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

function notThisOne(text: string): ReleaseVerdict {
  const hint = 'The watch notices a release by target.revision or target.instance.';
  return {
    verdict: 'inconclusive',
    soFar: 'inconclusive',
    reasons: [{ code: 'release-not-seen', text, hint }],
  };
}
