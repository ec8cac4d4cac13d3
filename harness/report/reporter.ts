import type { Finding } from '../model/finding.js';
import type { HistoryRecord } from '../model/history.js';
import type { Phase } from '../model/phase.js';
import type { Result, RunFile } from '../model/result.js';

/** A phase that the run means to go through. */
export interface PlannedPhase {
  readonly phase: Phase;
  /** Null where nobody can know it: a rollout takes as long as it takes. */
  readonly lengthMs: number | null;
}

/** How far the run is. Everything that was seen a reporter folds itself, from `record`. */
export interface Progress {
  readonly atMs: number;
  /** Null before the first phase. */
  readonly phase: Phase | null;
  /** The phases in order, those that are over included. */
  readonly plan: readonly PlannedPhase[];
}

/**
 * Tells people how a run goes. Calls come in the order of the interface; `record`, `finding` and `progress`
 * (a few times a second) in any order and number. Never changes the verdict and never throws.
 */
export interface Reporter {
  begin(run: RunFile, notes: readonly string[]): void;
  /** One line about what is being prepared: "identities: 28 provisioned", "learning pages…". */
  step(text: string): void;
  record(record: HistoryRecord): void;
  finding(finding: Finding): void;
  progress(progress: Progress): void;
  end(result: Result, files: { readonly directory: string; readonly report: string }): void;
}
