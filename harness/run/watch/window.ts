import { rm } from 'node:fs/promises';
import { buildResult } from '../../judge/build-result.js';
import { createJudge, type Judgement } from '../../judge/judge.js';
import { writeRunFile } from '../../ledger/json-file.js';
import { openLedger } from '../../ledger/ledger.js';
import { createRunDirectory } from '../../ledger/run-directory.js';
import { newRunId } from '../../ledger/run-id.js';
import { movedRecord } from '../../gate/moved-record.js';
import type { KillSwitch } from '../../gate/kill-switch.js';
import type { Finding } from '../../model/finding.js';
import type { HistoryRecord, RolloutEvent } from '../../model/history.js';
import type { Phase, RunClock } from '../../model/phase.js';
import { createRandom } from '../../model/random.js';
import type { Result, RunFile } from '../../model/result.js';
import type { Vault } from '../../observation/vault.js';
import type { ReportInput } from '../../report/report-file.js';
import type { Reporter } from '../../report/reporter.js';
import { createTimeline } from '../../report/timeline.js';
import { conclude } from '../6-conclude.js';
import { createRecorder } from '../recorder.js';

/** A stretch of the watch that is judged by itself: a rollout with what came before and after it, or a quiet time. */
export interface Window {
  readonly run: RunFile;
  readonly kind: 'quiet' | 'rollout';
  readonly beganMs: number;
  /** True once a violation was seen in it. */
  readonly failed: boolean;
  /** Takes a record on the watch's clock. */
  see(record: HistoryRecord): void;
  enter(phase: Phase): void;
  rollout(event: RolloutEvent['event'], detail: string): void;
  /** As of now, at most a second old. */
  judgement(): Judgement;
  /** What a report of it as of now is made of. */
  input(): ReportInput;
  /** Judges it for good and writes its reports; the directory of a quiet time without a violation goes. */
  end(options: { readonly interrupted: boolean }): Promise<Result | null>;
}

export interface WindowOptions {
  readonly kind: Window['kind'];
  readonly clock: RunClock;
  /** Moment of the watch's clock that is this window's 0 ms. */
  readonly beganMs: number;
  /** Wall time of that moment. */
  readonly startedAt: Date;
  /** Where run directories go. */
  readonly root: string;
  describe(facts: { readonly runId: string; readonly startedAt: string; readonly rollout: string }): RunFile;
  killSwitch(run: RunFile, directory: string): KillSwitch;
  readonly vault: Vault;
  readonly onFinding: (finding: Finding) => void;
  readonly say: (line: string) => void;
}

const judgementAgeMs = 1000;

/** Makes the run directory. Throws SOSIE_CONFIG_USAGE where it cannot be made or written. */
export async function openWindow(options: WindowOptions): Promise<Window> {
  const { kind, beganMs, startedAt } = options;
  const runId = newRunId(startedAt, createRandom(Math.floor(Math.random() * 2 ** 32)));
  const { path: directory } = await createRunDirectory(options.root, runId);
  const run = options.describe({
    runId,
    startedAt: startedAt.toISOString(),
    rollout: kind === 'quiet' ? 'none' : 'watch',
  });
  await writeRunFile(directory, run);
  const clock: RunClock = { nowMs: () => options.clock.nowMs() - beganMs };
  const ledger = openLedger(directory, 'main');
  const judge = createJudge(run);
  const timeline = createTimeline();
  const killSwitch = options.killSwitch(run, directory);
  let failed = false;
  let cached: { readonly judgement: Judgement; readonly atMs: number } | null = null;
  const recorder = createRecorder({
    clock,
    ledger,
    judge,
    reporter: quietly((record) => {
      timeline.see(record);
      killSwitch.see(record);
    }),
    onFinding: (finding) => {
      if (finding.severity === 'violation') failed = true;
      cached = null;
      killSwitch.finding(finding);
      options.onFinding(finding);
    },
  });
  recorder.enter('before');

  const judgement = (): Judgement => {
    const atMs = clock.nowMs();
    if (cached === null || atMs - cached.atMs > judgementAgeMs)
      cached = { judgement: judge.judgement(), atMs };
    return cached.judgement;
  };
  return {
    run,
    kind,
    beganMs,
    get failed() {
      return failed;
    },
    see: (record) => {
      recorder.emit(movedRecord(record, beganMs));
    },
    enter: (phase) => {
      recorder.enter(phase);
      cached = null;
    },
    rollout: (event, detail) => {
      recorder.emit({ type: 'rollout', atMs: Math.round(clock.nowMs()), event, detail });
    },
    judgement,
    input: () => ({
      run,
      result: buildResult(run, judgement(), Math.round(clock.nowMs())),
      timeline: timeline.timeline(),
    }),
    async end({ interrupted }) {
      await killSwitch.settle();
      if (kind === 'quiet' && !failed) {
        recorder.note('finished', '');
        await ledger.close();
        await rm(directory, { recursive: true, force: true });
        return null;
      }
      const parts = { directory, run, recorder, ledger, judge, timeline: timeline.timeline };
      const { result, failures } = await conclude({ ...parts, vault: options.vault, interrupted });
      for (const failure of failures) options.say(failure);
      options.say(`report: ${directory}/report.html`);
      return result;
    },
  };
}

/** A watch has a page of its own: of a window only the records are of interest. */
function quietly(record: Reporter['record']): Reporter {
  const nothing = (): void => undefined;
  return { begin: nothing, step: nothing, record, finding: nothing, progress: nothing, end: nothing };
}
