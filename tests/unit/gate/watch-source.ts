import type { Reason, Verdict } from '../../../harness/model/verdict.js';
import type { WatchedFinding, WatchSource, WatchStatus } from '../../../harness/model/watch-status.js';

/** A watch whose state a test sets. */
export interface SettableSource extends WatchSource {
  set(change: Partial<WatchStatus>): void;
  readonly listeners: number;
}

/** A watch that has begun and seen no rollout. */
export const quietStatus: WatchStatus = {
  verdict: 'inconclusive',
  soFar: 'inconclusive',
  reasons: [reason('no-rollout-yet', 'No rollout has been seen since the watch began.')],
  rollout: null,
  since: '2026-11-25T10:00:00.000Z',
  bound: null,
  state: 'watching',
  target: 'http://127.0.0.1:8080',
  startedAt: '2026-11-25T10:00:00.000Z',
  phase: 'before',
  paused: null,
  pulledAt: null,
  pace: {
    ratePerSecond: 5,
    currentRate: 4.6,
    requests: 1200,
    breaker: 'closed',
    breakerOpened: 0,
    breakerBecause: null,
    awayMs: 0,
  },
  revisions: [
    {
      revision: 'v1',
      firstSeenAt: '2026-11-25T10:00:01.000Z',
      lastSeenAt: '2026-11-25T10:05:00.000Z',
      looks: 1000,
      own: 990,
    },
  ],
  totals: {
    byPhase: { before: { own: 990, foreign: 0, stranger: 0, anonymous: 4, blank: 2, error: 4 } },
    findings: [],
    handoffs: 0,
    rollouts: { pass: 0, inconclusive: 0, fail: 0 },
  },
  latest: [],
  pairs: [],
};

/** The watch after a rollout from v1 to v2 that ended so, or during it with `goesOn`. */
export function rolloutStatus(
  verdict: Verdict,
  options: { readonly goesOn?: boolean; readonly startedAt?: string } = {},
): Partial<WatchStatus> {
  const { goesOn = false, startedAt = '2026-11-25T10:05:00.000Z' } = options;
  const later = (ms: number): string => new Date(Date.parse(startedAt) + ms).toISOString();
  return {
    verdict: goesOn && verdict === 'pass' ? 'inconclusive' : verdict,
    soFar: verdict,
    reasons:
      goesOn && verdict === 'pass' ? [reason('rollout-goes-on', 'The rollout goes on.')] : reasonsOf[verdict],
    phase: goesOn ? 'during' : 'before',
    rollout: {
      run: '20261125-100500-abcd',
      detail: 'v1 to v2',
      phase: goesOn ? 'during' : 'after',
      startedAt,
      finishedAt: goesOn ? null : later(60_000),
      judgedAt: goesOn ? null : later(120_000),
    },
    revisions: [
      { ...first(quietStatus.revisions), lastSeenAt: later(goesOn ? 30_000 : 59_000) },
      { revision: 'v2', firstSeenAt: startedAt, lastSeenAt: later(300_000), looks: 700, own: 690 },
    ],
    since: later(goesOn ? 0 : 120_000),
  };
}

/** A violation of the rollout of `rolloutStatus`, as its first sighting told of it. */
export function violationOn(revision: string | null): WatchedFinding {
  return {
    ...{ run: '20261125-100500-abcd', id: 'F1', oracle: 'stranger-data', severity: 'violation' },
    ...{ viewer: 'u03', owner: 'stranger', where: '/account', phase: 'during', revision, instance: null },
    ...{ summary: 'u03 was shown a stranger.', fields: [], masked: [], seenAt: '2026-11-25T10:05:10.000Z' },
  };
}

const reasonsOf: Readonly<Record<Verdict, readonly Reason[]>> = {
  pass: [],
  inconclusive: [reason('no-handoff', 'No session was seen on both revisions.')],
  fail: [reason('violation', 'foreign-data: u03 was shown data of u07 on /account.')],
};

function reason(code: string, text: string): Reason {
  return { code, text, hint: null };
}

function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('an empty list');
  return one;
}

/** A source that begins quiet. */
export function settableSource(): SettableSource {
  let status = quietStatus;
  const listeners = new Set<(status: WatchStatus) => void>();
  return {
    status: () => status,
    report: async () => '<!doctype html><title>report</title>',
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(change) {
      status = { ...status, ...change };
      for (const listener of listeners) listener(status);
    },
    get listeners() {
      return listeners.size;
    },
  };
}
