import { buildResult } from '../judge/build-result.js';
import type { Judge } from '../judge/judge.js';
import type { Ledger } from '../ledger/ledger.js';
import { sweep } from '../ledger/sweep.js';
import type { Result, RunFile } from '../model/result.js';
import type { Vault } from '../observation/vault.js';
import type { Timeline } from '../report/timeline.js';
import { writeReports } from './7-report.js';
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
  /** What kept the run from going on, in words. Default: nothing. */
  readonly broken?: readonly string[];
}

/** What a run ends with. */
export interface Concluded {
  readonly result: Result;
  /** What the harness could not do, in words: keep the ledger, write the reports, keep a secret off the disk. */
  readonly failures: readonly string[];
}

/**
 * Ends the history, judges it, writes the reports, and sweeps the run directory for anything that must not be
 * there. A value that is found, and a ledger that could not be kept, make the run inconclusive and the exit code 4.
 * A report that cannot be written (disk full) is named; the verdict is given all the same.
 */
export async function conclude(options: ConcludeOptions): Promise<Concluded> {
  const { recorder, directory, ledger } = options;
  if (options.interrupted) recorder.note('interrupted', 'stopped before its end');
  for (const why of options.broken ?? []) recorder.note('interrupted', why);
  await ledger.flush();
  if (ledger.failed !== null)
    recorder.note('interrupted', `the ledger could not be kept: ${ledger.failed.message}`);
  const leaksInLedger = await sweep(directory, options.vault.entries());
  noteLeaks(leaksInLedger, recorder);
  const endedMs = recorder.note('finished', '');
  await ledger.close();
  const failures = [...(options.broken ?? [])];
  if (ledger.failed !== null) failures.push(`the ledger could not be kept: ${ledger.failed.message}`);
  let result = await report(options, endedMs, failures);
  const leaks = leaksInLedger.length > 0 ? leaksInLedger : await sweep(directory, options.vault.entries());
  if (leaks.length > 0) {
    failures.push('a secret was found in the run directory');
    if (leaksInLedger.length === 0) noteLeaks(leaks, recorder);
    result = await report(options, endedMs, failures);
  }
  return { result, failures };
}

function noteLeaks(leaks: Awaited<ReturnType<typeof sweep>>, recorder: Recorder): void {
  for (const { file, what, form } of leaks.slice(0, 20))
    recorder.note('secret-on-disk', `a ${what} in ${file} (${form})`);
}

async function report(options: ConcludeOptions, endedMs: number, failures: string[]): Promise<Result> {
  const { run, judge, directory } = options;
  const result = buildResult(run, judge.judgement(), endedMs);
  try {
    await writeReports(directory, { run, result, timeline: options.timeline() });
  } catch (error) {
    failures.push(
      `the reports could not be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return result;
}
