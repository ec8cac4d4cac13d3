import type { Settings } from '../config/settings.js';
import { createJudge, type Judge } from '../judge/judge.js';
import { removeOldRuns } from '../ledger/retention.js';
import { writeRunFile } from '../ledger/json-file.js';
import { openLedger } from '../ledger/ledger.js';
import { createRunDirectory } from '../ledger/run-directory.js';
import { newRunId } from '../ledger/run-id.js';
import type { Webhook } from '../gate/webhook.js';
import type { Finding } from '../model/finding.js';
import type { Phase, RunClock } from '../model/phase.js';
import type { Result } from '../model/result.js';
import { renderMarkdown } from '../report/markdown.js';
import type { Reporter } from '../report/reporter.js';
import { createTimeline } from '../report/timeline.js';
import { createDriver, createReadings } from '../rollout/index.js';
import { observe, plannedPhases } from './4-observe.js';
import { diagnose } from './5-diagnose.js';
import { conclude } from './6-conclude.js';
import { createCleanup } from './cleanup.js';
import { createClock } from './clock.js';
import { drillPlan } from './drill/drill-plan.js';
import { openKillSwitch, webhookOf } from './open-kill-switch.js';
import { prepareAndLearn, type Ready } from './ready.js';
import { recordedDrill } from './recorded-drill.js';
import { createRecorder, type Recorder } from './recorder.js';
import { repertoireOf } from './repertoire-of.js';
import { describeRun } from './run-file.js';

export interface RunOptions {
  readonly settings: Settings;
  readonly reporter: Reporter;
  /** Ends the run early, with a partial report. */
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

/** What a run comes to. */
export interface RunOutcome {
  readonly result: Result;
  readonly directory: string;
  /** For a job page. */
  readonly markdown: string;
  /** What the harness could not do, in words; empty where all went well. */
  readonly failures: readonly string[];
}

/**
 * One whole run: prepare, learn, observe around the rollout, diagnose, conclude, report. Throws SOSIE_CONFIG_* and
 * SOSIE_TARGET_* for what keeps it from starting; from the first look on it always ends with a result.
 */
export async function run(options: RunOptions): Promise<RunOutcome> {
  const cleanup = createCleanup();
  const webhook = webhookOf(options.settings, options.env);
  try {
    const clock = createClock();
    const startedAt = new Date().toISOString();
    const ready = await prepareAndLearn({ ...options, clock, cleanup, say: options.reporter.step });
    return await lookAndConclude(options, { ready, clock, startedAt, webhook });
  } finally {
    for (const failure of await cleanup.run()) options.reporter.step(`could not be undone: ${failure}`);
  }
}

async function lookAndConclude(
  options: RunOptions,
  {
    ready,
    clock,
    startedAt,
    webhook,
  }: { ready: Ready; clock: RunClock; startedAt: string; webhook: Webhook | null },
): Promise<RunOutcome> {
  const { settings, reporter } = options;
  await removeOldRuns(settings.evidence.directory, settings.evidence.retainDays);
  const { path: directory, runId } = await createRunDirectory(
    settings.evidence.directory,
    newRunId(new Date(startedAt)),
  );
  const drill = drillPlan(settings);
  const run = describeRun({ runId, startedAt, settings, prepared: ready.prepared, drill });
  await writeRunFile(directory, run);
  reporter.begin(run, ready.learned.notes);

  const stopped = new AbortController();
  const unwanted = new AbortController();
  const timeline = createTimeline();
  const findings: Finding[] = [];
  const killSwitch = openKillSwitch(settings, webhook, {
    run,
    directory,
    stop: () => {
      stopped.abort();
    },
    say: reporter.step,
    webhookOptions: { signal: options.signal },
  });
  const ledger = openLedger(directory, 'main');
  const judge = createJudge(run);
  const recorder = createRecorder({
    clock,
    ledger,
    judge,
    reporter: {
      ...reporter,
      record: (record) => {
        timeline.see(record);
        killSwitch.see(record);
        reporter.record(record);
      },
    },
    onFinding: (finding) => {
      if (findings.length < mostFindings) findings.push(finding);
      killSwitch.finding(finding);
      if (isUnwanted(settings, finding, recorder.phase())) unwanted.abort();
    },
  });
  const signal = AbortSignal.any([options.signal, stopped.signal]);
  const broken: string[] = [];
  try {
    await lookAround({ ...options, signal }, { ready, recorder, judge, clock, unwanted: unwanted.signal });
  } catch (error) {
    // What was seen until then is judged all the same: a violation outranks whatever went wrong.
    broken.push(`the run could not go on: ${error instanceof Error ? error.message : String(error)}`);
  }
  const observer = ready.quietObserver();
  await diagnose({
    settings,
    identities: ready.prepared.identities,
    client: (connections) =>
      ready.prepared.further.people({ observer, onLogin: () => undefined }, connections),
    findings,
    recorder,
    clock,
    say: reporter.step,
    signal,
  });
  await killSwitch.facts();
  const { result, failures } = await conclude({
    directory,
    run,
    recorder,
    ledger,
    judge,
    timeline: timeline.timeline,
    vault: ready.vault,
    interrupted: signal.aborted,
    broken,
  });
  reporter.end(result, { directory, report: `${directory}/report.html` });
  // Last, since it may take long and whoever stops us meanwhile (a container's grace period) must find the result.
  await killSwitch.settle();
  for (const failure of failures) reporter.step(failure);
  return { result, directory, failures, markdown: renderMarkdown({ run, result }) };
}

/** Observes what was held back while learning, then everything through all phases, with a drill at either end. */
async function lookAround(
  options: RunOptions,
  {
    ready,
    recorder,
    judge,
    clock,
    unwanted,
  }: { ready: Ready; recorder: Recorder; judge: Judge; clock: RunClock; unwanted: AbortSignal },
): Promise<void> {
  const { settings, reporter, signal } = options;
  const { prepared, learned } = ready;
  const plan = plannedPhases(settings);
  const backwards = plan.map((one) => (one.phase === 'after' ? { ...one, phase: 'rollback' as const } : one));
  const beat = setInterval(() => {
    const phase = recorder.phase();
    reporter.progress({ atMs: clock.nowMs(), phase, plan: phase === 'rollback' ? backwards : plan });
  }, 200);
  try {
    recorder.enter('before');
    const readings = createReadings();
    // Each answer would be looked at for nothing where no driver listens.
    const followed = settings.rollout.driver === 'watch' ? { ...recorder, served: readings.tell } : recorder;
    const observer = await ready.release(followed);
    const drill = recordedDrill({
      ...{ settings, ready, recorder, observer, clock, signal },
      say: reporter.step,
    });
    await drill();
    const driver = createDriver(settings.rollout, {
      ...{ readings, clock, cwd: settings.baseDir, say: reporter.step },
      beforeMs: settings.load.beforeMs,
    });
    await observe({
      settings,
      actors: [...prepared.actors, ...prepared.clients, prepared.anonymous],
      device: prepared.device,
      repertoire: repertoireOf(settings, prepared, learned),
      driver,
      recorder,
      standing: judge,
      clock,
      say: reporter.step,
      unwanted,
      signal,
    });
    // Without a rollout the first drill says it all.
    if (recorder.phase() !== 'before') await drill();
    observer.flush();
  } finally {
    clearInterval(beat);
  }
}

/** Whether the rollout is to be taken back for this finding. What was wrong before it cannot be its fault. */
function isUnwanted({ rollout }: Settings, { severity }: Finding, phase: Phase): boolean {
  const takesBack = 'rollbackOnViolation' in rollout && rollout.rollbackOnViolation;
  return takesBack && severity === 'violation' && phase !== 'before';
}

/** Enough to know whom and what the experiments are about. */
const mostFindings = 2000;
