import { inPhase } from '../../gate/moved-record.js';
import type { Report } from '../../model/finding.js';
import type { HistoryRecord } from '../../model/history.js';
import { oracles } from '../../oracles/index.js';

/**
 * What of the recent records tells how it was before a rollout from release `from`, in that phase. Those of another release
 * do not: a canary that was replaced, stragglers of the rollout before. Nor do those that a violation was seen on: it is
 * the fail of the release that was out there, and was told then. Judged again it would be a fail of the new release, and
 * the same violation of the new release would be folded into it, unseen.
 */
export function beforeRollout(recent: readonly HistoryRecord[], from: string): readonly HistoryRecord[] {
  return withoutViolations(
    recent.filter((record) => isOf(record, from)).map((record) => inPhase(record, 'before')),
  );
}

/** Whether it tells of that release, or of none. */
function isOf(record: HistoryRecord, release: string): boolean {
  if (record.type !== 'observation' && record.type !== 'tally') return true;
  return record.revision === null || record.revision === release;
}

/** An oracle may report the first of several records only: they are read again until none of them is reported. */
function withoutViolations(records: readonly HistoryRecord[]): readonly HistoryRecord[] {
  const readers = oracles.map((oracle) => oracle.begin());
  const left = records.filter((record) =>
    readers.flatMap((read) => reportsOf(read, record)).every(({ severity }) => severity !== 'violation'),
  );
  return left.length === records.length ? left : withoutViolations(left);
}

/** An oracle that throws is noted by the judge, which reads all that is left. */
function reportsOf(
  read: (record: HistoryRecord) => readonly Report[],
  record: HistoryRecord,
): readonly Report[] {
  try {
    return read(record);
  } catch {
    return [];
  }
}
