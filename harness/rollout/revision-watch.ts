import type { ServedBy } from '../model/target.js';

/** What one answer of the target told of itself. */
export type RevisionReading = ServedBy;

export type RevisionEvent =
  | {
      readonly event: 'started';
      readonly detail: string;
      /** The release from before it, as `target.revision` reads it; words of ours where that one tells none. */
      readonly from: string;
    }
  | { readonly event: 'step' | 'finished' | 'rolled-back'; readonly detail: string };

/** Follows rollouts by readings in the order of time. */
export interface RevisionWatch {
  see(reading: RevisionReading): readonly RevisionEvent[];
  /** Time passes without a reading. */
  tick(atMs: number): readonly RevisionEvent[];
}

/** Readings without a break by another release that make a release the only one. */
const severalReadings = 5;
/** Readings of a release known from before that begin a rollout back to it: one or two may be strays. */
const returningReadings = 3;
/** A release must be alone for this many times its longest stretch that another release has broken. */
const stretchFactor = 3;
/** However long such a stretch was, after this many times `settledMs` a release that is alone is the only one. */
const patience = 10;
/** In a process that lives for months, the oldest names are forgotten. */
const mostNames = 2000;

/** A stretch of readings in which one release alone has answered. */
interface Stretch {
  readonly release: string;
  readonly sinceMs: number;
  readonly lastMs: number;
  readonly readings: number;
  readonly instances: ReadonlySet<string>;
}

/** A rollout that goes on. */
interface Rolling {
  readonly from: string;
  /** Instances by release, as `instance\nrelease`, of every release but `from`. */
  readonly changed: Set<string>;
  /** For each release its longest stretch, in readings, that another one has broken. */
  readonly broken: Map<string, number>;
}

/** Stands for the release of instances that tell no revision. */
const unnamed = { known: 'the known instances', unknown: 'the new instances' };

/**
 * A pure fold from readings to rollout events, for one rollout after the other. Where the target tells its
 * revision, a revision that was never seen starts a rollout; where it tells instances alone, an instance does that
 * is unknown after the first `settledMs`. The rollout ends when one release alone has answered for `settledMs`:
 * `rolled-back` where it is the one from before, else `finished`. A canary that answers seldom is waited for: a
 * release counts as alone only for three times as long as any stretch after which the other came back. A revision that
 * was never seen, in the middle of a rollout, begins another one from the same release: what was seen of a canary says
 * nothing of the one that takes its place.
 */
export function createRevisionWatch({ settledMs }: { readonly settledMs: number }): RevisionWatch {
  const namer = createNamer(settledMs);
  const seen = new Set<string>();
  let current: string | null = null;
  let rolling: Rolling | null = null;
  let stretch: Stretch | null = null;
  let returning = { readings: 0, lastMs: 0 };

  const begin = (from: string, reading: RevisionReading, release: string): RevisionEvent => {
    rolling = { from, changed: new Set([pair(reading, release)]), broken: new Map() };
    returning = { readings: 0, lastMs: 0 };
    return { event: 'started', detail: `${named(reading, release)} answers; until now ${from} did`, from };
  };

  /** Whether a reading of another release than the current one starts a rollout, or may be a stray. */
  const begins = (name: string, atMs: number): boolean => {
    if (!seen.has(name)) return true;
    const goesOn = atMs - returning.lastMs <= settledMs;
    returning = { readings: goesOn ? returning.readings + 1 : 1, lastMs: atMs };
    return returning.readings >= returningReadings;
  };

  const settle = (atMs: number): RevisionEvent[] => {
    if (rolling === null || stretch === null || !isSettled(stretch, rolling, { atMs, settledMs })) return [];
    const { from } = rolling;
    const { release } = stretch;
    const forSeconds = `${String(Math.round((atMs - stretch.sinceMs) / 100) / 10)} s`;
    rolling = null;
    current = release === unnamed.unknown ? unnamed.known : release;
    namer.settled(release, stretch.instances);
    return release === from
      ? [{ event: 'rolled-back', detail: `${release} alone answered again for ${forSeconds}` }]
      : [{ event: 'finished', detail: `${release} alone answered for ${forSeconds}` }];
  };

  return {
    see(reading) {
      const release = namer.releaseOf(reading);
      if (release === null) return [];
      const name = reading.revision ?? reading.instance ?? '';
      const events: RevisionEvent[] = [];
      if (rolling !== null) {
        note(rolling, stretch, release);
        const { from, changed } = rolling;
        const answering = pair(reading, release);
        if (release !== from && reading.revision !== null && !seen.has(name)) {
          events.push(begin(from, reading, release));
        } else if (release !== from && !changed.has(answering)) {
          remember(changed, answering);
          events.push({ event: 'step', detail: `${named(reading, release)} answers` });
        }
      } else if (current !== null && release !== current && begins(name, reading.atMs)) {
        events.push(begin(current, reading, release));
      }
      current ??= release;
      remember(seen, name);
      stretch = extended(stretch, release, reading);
      return [...events, ...settle(reading.atMs)];
    },
    tick: (atMs) => (stretch !== null && atMs - stretch.lastMs <= settledMs ? settle(atMs) : []),
  };
}

/** Gives each reading its release: its revision or, where the target tells none, known or new instances. */
function createNamer(settledMs: number) {
  const known = new Set<string>();
  let tellsRevision = false;
  let learningSinceMs: number | null = null;
  return {
    releaseOf({ revision, instance, atMs }: RevisionReading): string | null {
      if (revision !== null) {
        tellsRevision = true;
        return revision;
      }
      // Before the first revision the target told none: those who still tell none are the old ones.
      if (instance === null || (tellsRevision && !known.has(instance))) return null;
      learningSinceMs ??= atMs;
      if (atMs - learningSinceMs < settledMs) remember(known, instance);
      return known.has(instance) ? unnamed.known : unnamed.unknown;
    },
    /** After a rollout the new instances are the known ones. */
    settled(release: string, instances: ReadonlySet<string>): void {
      if (release === unnamed.known) return;
      known.clear();
      if (release === unnamed.unknown) for (const instance of instances) known.add(instance);
    },
  };
}

function extended(stretch: Stretch | null, release: string, { atMs, instance }: RevisionReading): Stretch {
  const goesOn = stretch?.release === release ? stretch : null;
  const instances = new Set(goesOn?.instances);
  if (instance !== null) remember(instances, instance);
  return {
    release,
    sinceMs: goesOn?.sinceMs ?? atMs,
    lastMs: atMs,
    readings: (goesOn?.readings ?? 0) + 1,
    instances,
  };
}

/** Writes down how long a stretch was that this release breaks. */
function note({ broken }: Rolling, stretch: Stretch | null, release: string): void {
  if (stretch === null || stretch.release === release) return;
  broken.set(stretch.release, Math.max(broken.get(stretch.release) ?? 0, stretch.readings));
}

function isSettled(
  stretch: Stretch,
  { changed, broken }: Rolling,
  { atMs, settledMs }: { atMs: number; settledMs: number },
): boolean {
  const quietMs = atMs - stretch.sinceMs;
  if (quietMs < settledMs) return false;
  const expected = [...changed].filter((each) => each.endsWith(`\n${stretch.release}`));
  const everyOne =
    stretch.readings > 1 &&
    expected.length > 1 &&
    expected.every((each) => stretch.instances.has(each.slice(0, each.indexOf('\n'))));
  if (stretch.readings < severalReadings && !everyOne) return false;
  return (
    stretch.readings >= stretchFactor * (broken.get(stretch.release) ?? 0) || quietMs >= patience * settledMs
  );
}

function pair({ instance }: RevisionReading, release: string): string {
  return `${instance ?? ''}\n${release}`;
}

function named({ instance, revision }: RevisionReading, release: string): string {
  if (instance === null) return release;
  return revision === null ? instance : `${release} (${instance})`;
}

function remember(names: Set<string>, name: string): void {
  names.add(name);
  const [oldest] = names;
  if (names.size > mostNames && oldest !== undefined) names.delete(oldest);
}
