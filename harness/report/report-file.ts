import type { Result, RunFile } from '../model/result.js';
import type { Timeline } from './timeline.js';

/** All that a written report is made of. Texts in it may come from the target: every renderer escapes them. */
export interface ReportInput {
  readonly run: RunFile;
  readonly result: Result;
  readonly timeline: Timeline;
}

/** One kind of report that a run directory gets. `render` is pure. */
export interface ReportFile {
  readonly name: string;
  /** One phrase for `--help` and the docs. */
  readonly what: string;
  readonly render: (input: ReportInput) => string;
}
