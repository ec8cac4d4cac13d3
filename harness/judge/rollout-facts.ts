import type { HistoryRecord, RolloutEvent } from '../model/history.js';

/** What is known of the rollout from the history alone. */
export interface RolloutFacts {
  readonly events: readonly RolloutEvent[];
  readonly started: boolean;
  readonly finished: boolean;
  readonly failed: boolean;
  readonly rolledBack: boolean;
  /** Revisions that answered. Empty where the target does not tell. */
  readonly revisions: readonly string[];
  readonly tellsInstance: boolean;
  /** Instances that answered after the phase `before` and never in it. */
  readonly newInstances: number;
}

/** Follows the rollout record by record. */
export interface RolloutFold {
  see(record: HistoryRecord): void;
  facts(): RolloutFacts;
}

const MAX_EVENTS = 10_000;
const MAX_NAMES = 10_000;

/** Begins with nothing seen. */
export function createRolloutFold(): RolloutFold {
  const events: RolloutEvent[] = [];
  const kinds = new Set<RolloutEvent['event']>();
  const revisions = new Set<string>();
  const old = new Set<string>();
  const later = new Set<string>();
  const add = (names: Set<string>, name: string): void => {
    if (names.size < MAX_NAMES) names.add(name);
  };
  return {
    see(record) {
      if (record.type === 'rollout') {
        kinds.add(record.event);
        if (events.length < MAX_EVENTS) events.push(record);
      } else if (record.type === 'observation' || record.type === 'tally') {
        if (record.revision !== null) add(revisions, record.revision);
        if (record.instance !== null) add(record.phase === 'before' ? old : later, record.instance);
      }
    },
    facts: () => ({
      events: [...events],
      started: kinds.has('started'),
      finished: kinds.has('finished'),
      failed: kinds.has('failed'),
      rolledBack: kinds.has('rolled-back'),
      revisions: [...revisions],
      tellsInstance: old.size + later.size > 0,
      newInstances: [...later].filter((instance) => !old.has(instance)).length,
    }),
  };
}
