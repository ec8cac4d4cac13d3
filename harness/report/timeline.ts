import type { HistoryRecord } from '../model/history.js';
import type { Observation, ObservationClass, Tally } from '../model/observation.js';
import { observationClasses } from '../model/observation.js';
import type { Phase } from '../model/phase.js';
import type { Counts } from '../model/result.js';

/** One stretch of `Timeline.bucketMs`, from `index * bucketMs`. */
export interface Bucket {
  readonly classes: Counts;
  /** Observations by revision, the same ones in every bucket; "" where the target did not tell. */
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

const mostBuckets = 400;
const mostRevisions = 7;
const mostInstances = 60;
const mostPhases = 40;

interface OpenBucket {
  classes: Record<ObservationClass, number>;
  revisions: Map<string, number>;
}

/**
 * A fold in flat memory: buckets of a second that double in length when there would be more than 400;
 * revisions beyond 7 fall under "other", instances beyond 60 are left out.
 */
export function createTimeline(): TimelineFold {
  const buckets = createBuckets();
  const spans = createSpans();
  const phases: { phase: Phase; atMs: number }[] = [];
  let endMs = 0;

  const count = (record: Observation | Tally, atMs: number, cls: ObservationClass, n: number): void => {
    buckets.add(record.revision ?? '', atMs, cls, n);
    if (record.instance !== null) spans.add(record.instance, record.revision, atMs, n);
  };

  return {
    see(record) {
      endMs = Math.max(endMs, record.atMs);
      if (record.type === 'observation') count(record, record.atMs, record.class, 1);
      // A tally carries the end of its second, which belongs to the next bucket.
      else if (record.type === 'tally') count(record, Math.max(0, record.atMs - 1), 'own', record.own);
      else if (record.type === 'phase' && phases.length < mostPhases) {
        phases.push({ phase: record.phase, atMs: record.atMs });
      }
    },
    timeline: () => ({ ...buckets.snapshot(), endMs, phases: [...phases], instances: spans.snapshot() }),
  };
}

function createBuckets(): {
  add(revision: string, atMs: number, cls: ObservationClass, n: number): void;
  snapshot(): Pick<Timeline, 'bucketMs' | 'buckets'>;
} {
  let bucketMs = 1000;
  let buckets: OpenBucket[] = [];
  const known = new Set<string>();

  const bucketAt = (atMs: number): OpenBucket => {
    while (atMs >= bucketMs * mostBuckets) {
      buckets = halved(buckets);
      bucketMs *= 2;
    }
    const index = Math.max(0, Math.floor(atMs / bucketMs));
    for (let next = buckets.length; next <= index; next += 1) buckets.push(emptyBucket());
    return buckets[index] ?? emptyBucket();
  };

  return {
    add(revision, atMs, cls, n) {
      const bucket = bucketAt(atMs);
      bucket.classes[cls] += n;
      const name = known.has(revision) || known.size < mostRevisions ? revision : 'other';
      known.add(name);
      bucket.revisions.set(name, (bucket.revisions.get(name) ?? 0) + n);
    },
    snapshot: () => ({
      bucketMs,
      buckets: buckets.map(({ classes, revisions }) => ({
        classes: { ...classes },
        revisions: Object.fromEntries([...known].map((name) => [name, revisions.get(name) ?? 0])),
      })),
    }),
  };
}

function createSpans(): {
  add(instance: string, revision: string | null, atMs: number, n: number): void;
  snapshot(): readonly InstanceSpan[];
} {
  const spans = new Map<string, InstanceSpan>();
  return {
    add(instance, revision, atMs, n) {
      const key = `${instance}\n${revision ?? ''}`;
      const span = spans.get(key);
      if (span === undefined && spans.size >= mostInstances) return;
      spans.set(key, {
        instance,
        revision,
        firstMs: Math.min(span?.firstMs ?? atMs, atMs),
        lastMs: Math.max(span?.lastMs ?? atMs, atMs),
        observations: (span?.observations ?? 0) + n,
      });
    },
    snapshot: () => [...spans.values()].sort((a, b) => a.firstMs - b.firstMs),
  };
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
