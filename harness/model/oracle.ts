import type { OracleName, Report, Severity } from './finding.js';
import type { HistoryRecord } from './history.js';

/**
 * A pure function from history to reports, written as a fold so that the live judge and `sosie judge` run the
 * same code: `begin` gives a fresh reader, the reader is shown every record once, in order, and answers with
 * what that record proves. It touches no file, no network, no timer, and keeps its state to itself.
 */
export interface Oracle {
  readonly name: OracleName;
  readonly severity: Severity;
  /** One sentence for `--help` and the report. */
  readonly finds: string;
  begin(): (record: HistoryRecord) => readonly Report[];
}
