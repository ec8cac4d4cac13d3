import { rm } from 'node:fs/promises';
import { buildResult } from '../../judge/build-result.js';
import { createJudge, type Judgement } from '../../judge/judge.js';
import { newRunId } from '../../ledger/run-id.js';
import { movedRecord } from '../../gate/moved-record.js';
import type { KillSwitch } from '../../gate/kill-switch.js';
import type { Finding } from '../../model/finding.js';
import type { HistoryRecord, RolloutEvent } from '../../model/history.js';
import type { Phase, RunClock } from '../../model/phase.js';
import type { Result, RunFile } from '../../model/result.js';
import type { Vault } from '../../observation/vault.js';
import type { ReportInput } from '../../report/report-file.js';
import { createTimeline } from '../../report/timeline.js';
import { conclude } from '../6-conclude.js';
import { createRecorder } from '../recorder.js';
import { openWindowFiles } from './window-files.js';

/** A stretch of the watch that is judged by itself: a rollout with what came before and after it, or a quiet time. */
export interface Window {
  readonly run: RunFile;
  readonly kind: 'quiet' | 'rollout';
  readonly beganMs: number;
  /** True once a violation was seen in it. */
  readonly failed: boolean;
  /** Takes a record on the watch's clock. */
  see(record: HistoryRecord): void;
  /** Takes one that an earlier window took already: what it shows is judged again, and told to nobody. */
  replay(record: HistoryRecord): void;
  enter(phase: Phase): void;
  rollout(event: RolloutEvent['event'], detail: string): void;
  /** As of now, at most a second old. */
  judgement(): Judgement;
  /** What a report of it as of now is made of. */
  input(): ReportInput;
  /** Judges it for good and writes its reports; the directory of a quiet time that ended by itself without a violation goes. */
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
  /** Opens without any file where none can be written (disk full): the watch goes on, and the window is no pass. */
  readonly evenWithoutFiles: boolean;
  describe(facts: { readonly runId: string; readonly startedAt: string }): RunFile;
  killSwitch(run: RunFile, directory: string): KillSwitch;
  readonly vault: Vault;
  readonly onFinding: (finding: Finding, run: RunFile) => void;
  readonly say: (line: string) => void;
}

const judgementAgeMs = 1000;

/** Makes the run directory. Throws SOSIE_CONFIG_USAGE where it cannot be made or written, unless it may do without. */
export async function openWindow(options: WindowOptions): Promise<Window> {
  const { kind, beganMs, startedAt } = options;
  const runId = newRunId(startedAt);
  const run = options.describe({ runId, startedAt: startedAt.toISOString() });
  const { directory, ledger } = await openWindowFiles(run, options);
  const clock: RunClock = { nowMs: () => options.clock.nowMs() - beganMs };
  const judge = createJudge(run);
  const timeline = createTimeline();
  const killSwitch = options.killSwitch(run, directory ?? options.root);
  let failed = false;
  let replaying = false;
  let cached: { readonly judgement: Judgement; readonly atMs: number } | null = null;
  const recorder = createRecorder({
    clock,
    ledger,
    judge,
    // A watch has a page of its own: of a window only the records are of interest.
    reporter: {
      record: (record) => {
        timeline.see(record);
        killSwitch.see(record);
      },
      finding: () => undefined,
      step: options.say,
    },
    onFinding: (finding) => {
      cached = null;
      if (finding.severity === 'violation') failed = true;
      if (replaying) return;
      killSwitch.finding(finding);
      options.onFinding(finding, run);
    },
  });
  recorder.enter('before');
  const judgement = (): Judgement => {
    const atMs = clock.nowMs();
    if (cached === null || atMs - cached.atMs > judgementAgeMs)
      cached = { judgement: judge.judgement(), atMs };
    return cached.judgement;
  };
  const see = (record: HistoryRecord): void => {
    recorder.emit(movedRecord(record, beganMs));
  };
  /** A window without files is judged all the same. */
  const judgeOnly = (interrupted: boolean): Result => {
    if (interrupted) recorder.note('interrupted', 'stopped before its end');
    recorder.note('interrupted', `the ledger could not be kept: ${ledger.failed?.message ?? 'no directory'}`);
    return buildResult(run, judge.judgement(), recorder.note('finished', ''));
  };
  return {
    run,
    kind,
    beganMs,
    get failed() {
      return failed;
    },
    see,
    replay: (record) => {
      replaying = true;
      see(record);
      replaying = false;
    },
    enter: (phase) => {
      recorder.enter(phase);
      cached = null;
    },
    rollout: (event, detail) => {
      recorder.emit({ type: 'rollout', atMs: Math.round(clock.nowMs()), event, detail });
      cached = null;
    },
    judgement,
    input: () => ({
      run,
      result: buildResult(run, judgement(), Math.round(clock.nowMs())),
      timeline: timeline.timeline(),
    }),
    async end({ interrupted }) {
      await killSwitch.settle();
      if (kind === 'quiet' && !failed && !interrupted) {
        recorder.note('finished', '');
        await ledger.close();
        if (directory !== null) await rm(directory, { recursive: true, force: true });
        return null;
      }
      if (directory === null) return judgeOnly(interrupted);
      const parts = { directory, run, recorder, ledger, judge, timeline: timeline.timeline };
      const { result, failures } = await conclude({ ...parts, vault: options.vault, interrupted });
      for (const failure of failures) options.say(failure);
      options.say(`report: ${directory}/report.html`);
      return result;
    },
  };
}
