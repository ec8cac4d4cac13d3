import { readHistory } from '../ledger/read-history.js';
import { readRunFile } from '../ledger/json-file.js';
import { buildResult } from '../judge/build-result.js';
import { createJudge } from '../judge/judge.js';
import type { ReportInput } from '../report/report-file.js';
import { createTimeline } from '../report/timeline.js';

/**
 * Judges a run directory from its ledger alone: the same verdict and findings as the run itself gave. Rejects
 * with SOSIE_RUN_UNREADABLE where run.json or a line of the history is broken.
 */
export async function judgeStored(directory: string): Promise<ReportInput> {
  const run = await readRunFile(directory);
  const judge = createJudge(run);
  const timeline = createTimeline();
  let lastMs = 0;
  for await (const record of readHistory(directory)) {
    judge.see(record);
    timeline.see(record);
    lastMs = Math.max(lastMs, record.atMs);
  }
  return { run, result: buildResult(run, judge.judgement(), lastMs), timeline: timeline.timeline() };
}
