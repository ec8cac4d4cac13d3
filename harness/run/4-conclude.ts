import { buildResult } from '../judge/build-result.js';
import type { Judge } from '../judge/judge.js';
import type { Ledger } from '../ledger/ledger.js';
import { sweep } from '../ledger/sweep.js';
import type { Result, RunFile } from '../model/result.js';
import type { Vault } from '../observation/vault.js';
import type { Timeline } from '../report/timeline.js';
import { writeReports } from './5-report.js';
import type { Recorder } from './recorder.js';

export interface ConcludeOptions {
  readonly directory: string;
  readonly run: RunFile;
  readonly recorder: Recorder;
  readonly ledger: Ledger;
  readonly judge: Judge;
  readonly timeline: () => Timeline;
  readonly vault: Vault;
  readonly interrupted: boolean;
}

/**
 * Ends the history, judges it, writes the reports, and sweeps the run directory for anything that must not be
 * there. A value that is found makes the run inconclusive and the exit code 4; the reports are then written anew.
 */
export async function conclude(options: ConcludeOptions): Promise<{ result: Result; secretOnDisk: boolean }> {
  const { recorder, directory } = options;
  if (options.interrupted) recorder.note('interrupted', 'stopped before its end');
  await options.ledger.flush();
  const leaksInLedger = await sweep(directory, options.vault.entries());
  noteLeaks(leaksInLedger, recorder);
  const endedMs = recorder.note('finished', '');
  await options.ledger.close();
  const result = await report(options, endedMs);
  const leaks = leaksInLedger.length > 0 ? leaksInLedger : await sweep(directory, options.vault.entries());
  if (leaks.length === 0) return { result, secretOnDisk: false };
  if (leaksInLedger.length === 0) noteLeaks(leaks, recorder);
  return { result: await report(options, endedMs), secretOnDisk: true };
}

function noteLeaks(leaks: Awaited<ReturnType<typeof sweep>>, recorder: Recorder): void {
  for (const { file, what, form } of leaks.slice(0, 20)) recorder.note('secret-on-disk', `a ${what} in ${file} (${form})`);
}

async function report(options: ConcludeOptions, endedMs: number): Promise<Result> {
  const { run, judge, directory } = options;
  const result = buildResult(run, judge.judgement(), endedMs);
  await writeReports(directory, { run, result, timeline: options.timeline() });
  return result;
}
