import type { HistoryRecord } from '../../model/history.js';
import type { Observation, Tally } from '../../model/observation.js';
import type { Phase } from '../../model/phase.js';

/** What the last few seconds looked like, and the totals so far. */
export interface LiveFigures {
  readonly observations: number;
  readonly own: number;
  /** Answers that held somebody else's data. */
  readonly mixUps: number;
  readonly perSecond: number;
  /** Share 0…1 of each revision lately, in the order of first sight. */
  readonly revisions: readonly { readonly revision: string; readonly share: number }[];
  /** Instances that answered lately, sorted. */
  readonly instances: readonly string[];
  readonly phaseStarts: ReadonlyMap<Phase, number>;
}

/** Folds the records of a run for the live display, in flat memory. */
export interface LiveTally {
  see(record: HistoryRecord): void;
  figures(atMs: number): LiveFigures;
}

interface Second {
  observations: number;
  readonly revisions: Map<string, number>;
  readonly instances: Set<string>;
}

const rateSeconds = 3;
const windowSeconds = 5;

/** A fresh fold. "Lately" is the last five seconds; the rate is that of the last three whole ones. */
export function createLiveTally(): LiveTally {
  const totals = { observations: 0, own: 0, mixUps: 0 };
  const seconds = new Map<number, Second>();
  const known = new Set<string>();
  const phaseStarts = new Map<Phase, number>();

  const count = (record: Observation | Tally, atMs: number, n: number): void => {
    totals.observations += n;
    const at = Math.floor(atMs / 1000);
    const second: Second = seconds.get(at) ?? { observations: 0, revisions: new Map(), instances: new Set() };
    seconds.set(at, second);
    second.observations += n;
    if (record.instance !== null) second.instances.add(record.instance);
    if (record.revision !== null) {
      known.add(record.revision);
      second.revisions.set(record.revision, (second.revisions.get(record.revision) ?? 0) + n);
    }
    for (const old of seconds.keys()) if (old < at - windowSeconds) seconds.delete(old);
  };

  const see = (record: HistoryRecord): void => {
    if (record.type === 'tally') {
      totals.own += record.own;
      count(record, Math.max(0, record.atMs - 1), record.own);
    } else if (record.type === 'observation') {
      if (record.class === 'own') totals.own += 1;
      if (record.class === 'foreign' || record.class === 'stranger') totals.mixUps += 1;
      count(record, record.atMs, 1);
    } else if (record.type === 'phase') phaseStarts.set(record.phase, record.atMs);
  };

  const figures = (atMs: number): LiveFigures => {
    const now = Math.floor(atMs / 1000);
    const recent = [...seconds].filter(([at]) => at >= now - windowSeconds);
    const whole = recent.filter(([at]) => at < now && at >= now - rateSeconds);
    const spread = Math.max(1, Math.min(rateSeconds, now));
    const shares = [...known].map((revision) => ({
      revision,
      n: sum(recent, (s) => s.revisions.get(revision) ?? 0),
    }));
    const all = shares.reduce((total, { n }) => total + n, 0);
    return {
      ...totals,
      perSecond: sum(whole, (second) => second.observations) / spread,
      revisions: shares.filter(({ n }) => n > 0).map(({ revision, n }) => ({ revision, share: n / all })),
      instances: [...new Set(recent.flatMap(([, second]) => [...second.instances]))].sort(),
      phaseStarts,
    };
  };
  return { see, figures };
}

function sum(seconds: readonly (readonly [number, Second])[], of: (second: Second) => number): number {
  return seconds.reduce((total, [, second]) => total + of(second), 0);
}
