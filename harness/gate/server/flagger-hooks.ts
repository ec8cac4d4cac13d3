import { z } from 'zod';
import type { WatchStatus } from '../../model/watch-status.js';
import { textAnswer, type Answer } from './answer.js';
import { verdictSince, type ReleaseVerdict } from './of-release.js';

/** The hooks of Flagger that are answered, by their names there (docs.flagger.app/usage/webhooks). */
export const flaggerHooks = [
  'confirm-rollout',
  'pre-rollout',
  'rollout',
  'confirm-traffic-increase',
  'confirm-promotion',
  'post-rollout',
  'rollback',
  'event',
] as const;
export type FlaggerHook = (typeof flaggerHooks)[number];

/** What Flagger posts. `checksum` names the release of the canary; Flagger before 1.34 does not send it. */
export const flaggerPayloadSchema = z.object({
  name: z.string().min(1).max(253),
  namespace: z.string().min(1).max(253),
  phase: z.string().max(64).optional(),
  checksum: z.string().max(128).optional(),
  metadata: z.record(z.string(), z.string()).nullish(),
});
export type FlaggerPayload = z.infer<typeof flaggerPayloadSchema>;

/** Which canary a hook is about. */
export interface Canary {
  readonly name: string;
  readonly namespace: string;
}

/** Releases of canaries that are remembered. */
const mostReleases = 200;

/**
 * Answers Flagger's hooks: 200 lets it go on, 403 halts it with the reason in the body, and for `rollback` 200 means roll back.
 * A release is known by its checksum: the verdict counts for it only where the watch's rollout began after Flagger first asked
 * about it, so that neither the pass nor the fail of the release before is taken for its own.
 */
export function createFlaggerHooks(options: {
  readonly nowMs: () => number;
  readonly onRollback: (canary: Canary) => void;
}): (hook: FlaggerHook, payload: FlaggerPayload, status: WatchStatus) => Answer {
  const askedSinceMs = new Map<string, number>();
  const rolledBack = new Set<string>();

  const firstAsked = (key: string): number => {
    const known = askedSinceMs.get(key);
    if (known !== undefined) return known;
    const now = options.nowMs();
    askedSinceMs.set(key, now);
    const [oldest] = askedSinceMs.keys();
    if (askedSinceMs.size > mostReleases && oldest !== undefined) {
      askedSinceMs.delete(oldest);
      rolledBack.delete(oldest);
    }
    return now;
  };

  return (hook, { name, namespace, checksum }, status) => {
    const key = JSON.stringify([namespace, name, checksum ?? '']);
    const release = checksum === undefined ? status : verdictSince(status, firstAsked(key));
    if (hook !== 'rollback') return hookAnswer(hook, status, release);
    if (release.verdict !== 'fail')
      return textAnswer(403, `no rollback: the verdict is ${release.verdict}. ${because(release)}`);
    if (!rolledBack.has(key)) options.onRollback({ name, namespace });
    rolledBack.add(key);
    return textAnswer(200, `roll back: ${because(release)}`);
  };
}

function hookAnswer(
  hook: Exclude<FlaggerHook, 'rollback'>,
  status: WatchStatus,
  release: ReleaseVerdict,
): Answer {
  switch (hook) {
    // Before the new release answers there is nothing to judge, but somebody must be there to look.
    case 'confirm-rollout':
    case 'pre-rollout':
      return status.state === 'watching' && status.paused === null
        ? textAnswer(200, 'go on: the watch is looking')
        : textAnswer(403, `wait: ${whyNotLooking(status)}`);
    case 'rollout':
    case 'confirm-traffic-increase':
      return release.verdict === 'fail'
        ? textAnswer(403, `halt: ${because(release)}`)
        : textAnswer(200, `go on: no mix-up so far. ${because(release)}`);
    case 'confirm-promotion':
      return release.verdict !== 'fail' && release.soFar === 'pass'
        ? textAnswer(
            200,
            'promote: the old and the new release were seen enough, and everybody saw only themselves',
          )
        : textAnswer(
            403,
            `not yet: ${release.verdict === 'fail' ? 'the verdict is fail' : 'inconclusive'}. ${because(release)}`,
          );
    case 'post-rollout':
      return release.verdict === 'fail'
        ? textAnswer(403, `the release failed: ${because(release)}`)
        : textAnswer(200, `the verdict is ${release.verdict}`);
    case 'event':
      return textAnswer(200, 'noted');
  }
}

function whyNotLooking({ state, paused }: WatchStatus): string {
  if (state === 'learning') return 'the watch is still learning whose each page is';
  if (state === 'stopped') return 'the kill switch has stopped the watch; start it again';
  if (state === 'ending') return 'the watch is ending';
  return paused?.because === 'breaker'
    ? 'the target suffers, and the watch leaves it alone'
    : 'the target has asked to be left alone';
}

function because({ reasons }: ReleaseVerdict): string {
  const told = reasons.slice(0, 3).map(({ text }) => text);
  const more = reasons.length - told.length;
  return [...told, ...(more > 0 ? [`(${String(more)} more reasons)`] : [])].join(' ');
}
