import type { HistoryRecord, RolloutEvent } from '../model/history.js';
import { createTurnover } from './turnover.js';
import type { Turnover } from './turnover.js';

/** What is known of the rollout from the history alone. */
export interface RolloutFacts {
  readonly events: readonly RolloutEvent[];
  readonly started: boolean;
  readonly finished: boolean;
  readonly failed: boolean;
  readonly rolledBack: boolean;
  readonly revisions: Turnover;
  readonly instances: Turnover;
}

/** Follows the rollout record by record. */
export interface RolloutFold {
  see(record: HistoryRecord): void;
  facts(): RolloutFacts;
}

const MAX_EVENTS = 10_000;

/** Begins with nothing seen. */
export function createRolloutFold(): RolloutFold {
  const events: RolloutEvent[] = [];
  const kinds = new Set<RolloutEvent['event']>();
  const revisions = createTurnover();
  const instances = createTurnover();
  return {
    see(record) {
      if (record.type === 'rollout') {
        kinds.add(record.event);
        if (events.length < MAX_EVENTS) events.push(record);
      } else if (record.type === 'observation' || record.type === 'tally') {
        if (record.revision !== null) revisions.see(record.revision, record.phase);
        if (record.instance !== null) instances.see(record.instance, record.phase);
      }
    },
    facts: () => ({
      events: [...events],
      started: kinds.has('started'),
      finished: kinds.has('finished'),
      failed: kinds.has('failed'),
      rolledBack: kinds.has('rolled-back'),
      revisions: revisions.turnover(),
      instances: instances.turnover(),
    }),
  };
}
