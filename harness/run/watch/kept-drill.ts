import type { DrillLook, HistoryRecord } from '../../model/history.js';

/** The last whole fire drill of a watch: there is no time for another one before a rollout that nobody announced. */
export interface KeptDrill {
  begin(): void;
  end(): void;
  /** Takes the looks of the drill that goes on, and nothing else. */
  add(record: HistoryRecord): void;
  /** Its looks, as if they had been made at `atMs`. */
  records(atMs: number): readonly DrillLook[];
}

export function createKeptDrill(): KeptDrill {
  let whole: readonly DrillLook[] = [];
  let current: DrillLook[] = [];
  return {
    begin: () => {
      current = [];
    },
    end: () => {
      // One that was cut short before its first look says nothing.
      if (current.length > 0) whole = current;
      current = [];
    },
    add: (record) => {
      if (record.type === 'drill') current.push(record);
    },
    records: (atMs) => whole.map((look) => ({ ...look, atMs })),
  };
}
