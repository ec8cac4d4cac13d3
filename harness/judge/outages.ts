import type { HistoryRecord } from '../model/history.js';
import type { Channel, OperationKind } from '../model/look.js';
import type { Observation } from '../model/observation.js';
import type { Phase } from '../model/phase.js';
import type { RunFile } from '../model/result.js';
import { isSuite } from './is-suite.js';

/** A time in which nobody who looked got anything but an error. */
export interface Outage {
  readonly phase: Phase;
  readonly lastedMs: number;
  readonly looks: number;
}

/** Follows what the looks of everybody came to. */
export interface OutageFold {
  see(record: HistoryRecord): void;
  /** Null where the target was never down for long. */
  longest(): Outage | null;
}

const asked: ReadonlySet<OperationKind> = new Set<OperationKind>([
  'visit',
  'reload',
  'fetch',
  'open',
  'call',
]);
const answers: ReadonlySet<Channel> = new Set<Channel>(['page', 'api', 'document']);

/** A shorter time is a hiccup, and fewer looks are no "everybody". */
const leastMs = 5000;
const leastLooks = 10;

/**
 * Begins with a target that is up. A release may well replace all of its copies at once, and whoever only watches learns of
 * that rollout by its first answer; so what counts is the time after the rollout, or, where there is none, all of it.
 */
export function createOutages(run: RunFile): OutageFold {
  const counted: ReadonlySet<Phase> = new Set<Phase>(
    run.rollout === 'none' ? ['before'] : ['after', 'rollback'],
  );
  let longest: Outage | null = null;
  /** Last answer, or begin of the phase. */
  let upMs = 0;
  let downMs = 0;
  let looks = 0;
  const up = (atMs: number): void => {
    upMs = atMs;
    looks = 0;
  };
  const down = ({ phase, startedMs, atMs }: Observation): void => {
    // A look that runs into its time-out met a target that was down all the while.
    if (looks === 0) downMs = Math.max(upMs, startedMs);
    looks += 1;
    const lastedMs = atMs - downMs;
    if (looks >= leastLooks && lastedMs >= leastMs && lastedMs > (longest?.lastedMs ?? 0))
      longest = { phase, lastedMs, looks };
  };
  return {
    see(record) {
      if (record.type === 'phase' || record.type === 'tally') up(record.atMs);
      if (record.type !== 'observation' || isSuite(run)) return;
      if (!asked.has(record.operation) || !answers.has(record.channel)) return;
      if (record.class === 'error' && counted.has(record.phase)) down(record);
      else up(record.atMs);
    },
    longest: () => longest,
  };
}
