import type { HistoryRecord } from '../model/history.js';

/** The last records of a watch: what stood before a rollout is known only once it has begun. */
export interface RecentRecords {
  add(record: HistoryRecord): void;
  /** Oldest first. */
  all(): readonly HistoryRecord[];
}

/** Nobody needs more to know what was before; a burst must not fill the memory. */
const mostRecords = 20_000;

/** Keeps looks and logins for `keepMs` milliseconds; events of the run itself belong to their time and are left out. */
export function createRecentRecords(keepMs: number): RecentRecords {
  let records: HistoryRecord[] = [];
  let first = 0;
  return {
    add(record) {
      if (record.type !== 'observation' && record.type !== 'tally' && record.type !== 'login') return;
      records.push(record);
      while (
        first < records.length - mostRecords ||
        (records[first]?.atMs ?? Infinity) < record.atMs - keepMs
      )
        first += 1;
      if (first < 1000) return;
      records = records.slice(first);
      first = 0;
    },
    all: () => records.slice(first),
  };
}
