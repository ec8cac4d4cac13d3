import type { HistoryRecord } from '../model/history.js';
import type { Observation, ObservationClass, Tally } from '../model/observation.js';
import { observationClasses } from '../model/observation.js';
import type { Phase } from '../model/phase.js';
import type { Counts } from '../model/result.js';

/** One stretch of `Timeline.bucketMs`, from `index * bucketMs`. */
export interface Bucket {
  readonly classes: Counts;
  /** Observations by revision; "" where the target did not tell. */
  readonly revisions: Readonly<Record<string, number>>;
}

/** One copy of one revision, from its first answer to its last. */
export interface InstanceSpan {
  readonly instance: string;
  readonly revision: string | null;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly observations: number;
}

/** What the run looked like over time: small, whatever the run's length. */
export interface Timeline {
  readonly bucketMs: number;
  readonly endMs: number;
  readonly buckets: readonly Bucket[];
  readonly phases: readonly { readonly phase: Phase; readonly atMs: number }[];
  readonly instances: readonly InstanceSpan[];
}

/** Folds a history, in any order of records, into its timeline. */
export interface TimelineFold {
  see(record: HistoryRecord): void;
  timeline(): Timeline;
}

const mostBuckets = 600;
const mostRevisions = 24;
const mostInstances = 60;
const mostPhases = 40;

interface OpenBucket {
  classes: Record<ObservationClass, number>;
  revisions: Map<string, number>;
}

/**
 * A fold in flat memory: buckets of a second that double in length when there would be more than 600;
 * revisions beyond 24 fall under "other", instances beyond 60 are left out.
 */
export function createTimeline(): TimelineFold {
  let bucketMs = 1000;
  let endMs = 0;
  let buckets: OpenBucket[] = [];
  const revisions = new Set<string>();
  const phases: { phase: Phase; atMs: number }[] = [];
  const instances = new Map<string, { -readonly [K in keyof InstanceSpan]: InstanceSpan[K] }>();

  const bucketAt = (atMs: number): OpenBucket => {
    while (atMs >= bucketMs * mostBuckets) {
      buckets = halved(buckets);
      bucketMs *= 2;
    }
    const index = Math.max(0, Math.floor(atMs / bucketMs));
    for (let next = buckets.length; next <= index; next += 1) buckets.push(emptyBucket());
    return buckets[index] ?? emptyBucket();
  };

  const count = (record: Observation | Tally, atMs: number, cls: ObservationClass, n: number): void => {
    const bucket = bucketAt(atMs);
    bucket.classes[cls] += n;
    let revision = record.revision ?? '';
    if (!revisions.has(revision) && revisions.size >= mostRevisions) revision = 'other';
    revisions.add(revision);
    bucket.revisions.set(revision, (bucket.revisions.get(revision) ?? 0) + n);
    if (record.instance !== null) seeInstance(record.instance, record.revision, atMs, n);
  };

  const seeInstance = (instance: string, revision: string | null, atMs: number, n: number): void => {
    const key = `${instance}\n${revision ?? ''}`;
    const span = instances.get(key);
    if (span === undefined) {
      if (instances.size >= mostInstances) return;
      instances.set(key, { instance, revision, firstMs: atMs, lastMs: atMs, observations: n });
      return;
    }
    span.firstMs = Math.min(span.firstMs, atMs);
    span.lastMs = Math.max(span.lastMs, atMs);
    span.observations += n;
  };

  const see = (record: HistoryRecord): void => {
    endMs = Math.max(endMs, record.atMs);
    if (record.type === 'observation') count(record, record.atMs, record.class, 1);
    // A tally carries the end of its second, which belongs to the next bucket.
    else if (record.type === 'tally') count(record, Math.max(0, record.atMs - 1), 'own', record.own);
    else if (record.type === 'phase' && phases.length < mostPhases) {
      phases.push({ phase: record.phase, atMs: record.atMs });
    }
  };

  const timeline = (): Timeline => ({
    bucketMs,
    endMs,
    buckets: buckets.map(({ classes, revisions }) => ({
      classes: { ...classes },
      revisions: Object.fromEntries(revisions),
    })),
    phases: [...phases],
    instances: [...instances.values()].map((span) => ({ ...span })).sort((a, b) => a.firstMs - b.firstMs),
  });
  return { see, timeline };
}

function emptyBucket(): OpenBucket {
  return {
    classes: { own: 0, foreign: 0, stranger: 0, anonymous: 0, blank: 0, error: 0 },
    revisions: new Map(),
  };
}

/** Every two neighbours as one. */
function halved(buckets: readonly OpenBucket[]): OpenBucket[] {
  const half: OpenBucket[] = [];
  buckets.forEach((bucket, index) => {
    const into = half[index >> 1];
    if (into === undefined) {
      half.push(bucket);
      return;
    }
    for (const name of observationClasses) into.classes[name] += bucket.classes[name];
    for (const [revision, n] of bucket.revisions)
      into.revisions.set(revision, (into.revisions.get(revision) ?? 0) + n);
  });
  return half;
}
