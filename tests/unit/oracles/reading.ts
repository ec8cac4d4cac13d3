import type { Report } from '../../../harness/model/finding.js';
import type { Oracle } from '../../../harness/model/oracle.js';
import type { HistoryBuilder } from '../history-builder.js';

/** What an oracle says of a whole history. */
export function reportsOf(oracle: Oracle, built: HistoryBuilder): readonly Report[] {
  const see = oracle.begin();
  return built.records.flatMap((record) => see(record));
}

/** "viewer → owner @ where", for short assertions. */
export function lines(oracle: Oracle, built: HistoryBuilder): readonly string[] {
  return reportsOf(oracle, built).map(({ viewer, owner, where }) => `${viewer} → ${owner ?? '–'} @ ${where}`);
}
