import { setMaxListeners } from 'node:events';
import type { Settings } from '../../config/settings.js';
import { createPace } from '../../gate/pace.js';
import type { Webhook } from '../../gate/webhook.js';
import type { Observer } from '../../model/actor.js';
import type { RunClock } from '../../model/phase.js';
import { createRandom } from '../../model/random.js';
import type { Result } from '../../model/result.js';
import type { WatchSource, WatchStatus } from '../../model/watch-status.js';
import type { RecordingObserver } from '../../observation/index.js';
import { createRevisionWatch } from '../../rollout/index.js';
import { drive } from '../../workload/drive.js';
import { createMoments } from '../../workload/moments.js';
import { createCleanup, type Cleanup } from '../cleanup.js';
import { createClock } from '../clock.js';
import { drillPlan } from '../drill/drill-plan.js';
import { openKillSwitch, webhookOf } from '../open-kill-switch.js';
import { prepareAndLearn, type Ready } from '../ready.js';
import { recorderTo } from '../recorder.js';
import { repertoireOf } from '../repertoire-of.js';
import { describeRun } from '../run-file.js';
import { createOldRuns, type OldRuns } from './old-runs.js';
import { createWatchCore, type WatchCore, type WatchCoreOptions } from './watch-core.js';
import { createWatchDrill, type WatchDrill } from './watch-drill.js';
import { createWatchSource, type PublishedSource } from './watch-source.js';
import { createTotals, type TotalsFold } from './watch-totals.js';
import { openWindow } from './window.js';

export interface WatchOptions {
  readonly settings: Settings;
  /** Ends the watch, with a partial report. */
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly say: (line: string) => void;
  /** A rollout, or a time with a violation, was judged for good. */
  readonly onJudged: (result: Result) => void;
  /**
   * Serves what the watch tells, from its first moment on. With it the watch goes on answering after the kill switch has
   * ended all reading; without it, it ends then.
   */
  readonly serve?: (source: WatchSource) => Promise<{ close(): Promise<void> }>;
  /** Tells others what the watch sees, until it ends; unlike `serve` it does not keep a stopped watch alive. */
  readonly tell?: (source: WatchSource) => { close(): Promise<void> } | null;
}

/** What all parts of one watch share. */
interface Watch extends WatchOptions {
  readonly clock: RunClock;
  readonly webhook: Webhook | null;
  readonly pace: ReturnType<typeof createPace>;
  readonly totals: TotalsFold;
  readonly source: PublishedSource;
  readonly oldRuns: OldRuns;
  /** Ends all reading, by the kill switch. */
  readonly stop: () => void;
  /** That was done. */
  readonly stopped: AbortSignal;
  /** All reading is to end, by whatever. */
  readonly ending: AbortSignal;
}

const tickMs = 250;

/**
 * Looks on beside a target until `signal` aborts: a verdict for each rollout that the answers tell of. Gives how it stood
 * at the end. Throws SOSIE_CONFIG_* and SOSIE_TARGET_* for what keeps it from starting; from the first look on it goes on
 * whatever the target does.
 */
export async function watch(options: WatchOptions): Promise<WatchStatus> {
  const { settings, say } = options;
  const cleanup = createCleanup();
  const webhook = webhookOf(settings, options.env);
  const clock = createClock();
  const totals = createTotals(Date.now);
  const pace = createPace({
    ratePerSecond: settings.watch.ratePerSecond,
    nowMs: clock.nowMs,
    onBreaker: (state, because) => {
      say(`breaker ${state}${state === 'open' ? `: ${because ?? ''}; nothing is asked for` : ''}`);
    },
  });
  const source = createWatchSource({ target: settings.target.baseUrl, pace, totals, wallMs: Date.now });
  const killed = new AbortController();
  const stop = (): void => {
    pace.stop();
    source.enter('stopped');
    killed.abort();
  };
  const ending = AbortSignal.any([options.signal, killed.signal]);
  setMaxListeners(0, ending);
  const oldRuns = createOldRuns(settings.evidence.directory, settings.evidence.retainDays);
  const shared: Watch = {
    ...{ ...options, clock, webhook, pace, totals, source, oldRuns },
    ...{ stop, stopped: killed.signal, ending },
  };
  const server = await options.serve?.(source);
  const telling = options.tell?.(source);
  try {
    const ready = await prepareAndLearn({ ...options, clock, pace, cleanup, signal: ending, inFull: true });
    await oldRuns(Date.now());
    const core = await lookOn(shared, ready);
    if (server !== undefined && killed.signal.aborted) {
      await undo(cleanup, say);
      say('all reading has stopped; the verdict is served until the watch is ended');
      await aborted(options.signal);
    }
    return { ...source.status(), ...core.verdict() };
  } finally {
    await server?.close();
    await telling?.close();
    pace.stop();
    await undo(cleanup, say);
  }
}

/** Opens the first window, drills, and looks until all reading is to end; then judges what is open. */
async function lookOn(watch: Watch, ready: Ready): Promise<WatchCore> {
  const { settings, clock, source, ending, say } = watch;
  const moments = createMoments();
  let drill: WatchDrill | null = null;
  let observer: RecordingObserver | null = null;
  let opened = 0;
  const truth: Observer = {
    observe: (look) => (observer ?? ready.quietObserver()).observe(look),
    lostBody: (actor, page) => observer?.lostBody(actor, page),
  };
  const core = await createWatchCore({
    ...coreOptions(watch, ready),
    onWindow: async (begun) => {
      opened += 1;
      const followed = { ...recorderTo(begun, clock), served: begun.served };
      observer = await ready.release(followed, `w${String(opened)}`);
    },
    onMoment: (moment, phase) => {
      moments.tell(moment);
      if (moment === 'rollout-ended' && phase === 'after') void drill?.run();
    },
    busy: () => drill?.busy() ?? false,
  });
  const drills = createWatchDrill({ settings, ready, core, clock, truth, signal: ending, say });
  drill = drills;
  source.began(core);
  if (!ending.aborted) source.enter('watching');
  const beat = setInterval(() => {
    void core.tick();
    source.publish();
  }, tickMs);
  try {
    await drills.run();
    if (!ending.aborted) say(`watching, at most ${String(settings.watch.ratePerSecond)} requests per second`);
    await drive({
      actors: [...ready.prepared.actors, ...ready.prepared.clients, ready.prepared.anonymous],
      device: ready.prepared.device,
      repertoire: repertoireOf(settings, ready.prepared, ready.learned),
      pressure: settings.load.pressure,
      schedules: settings.load.schedules,
      ratePerActor: settings.load.ratePerActor,
      random: createRandom(settings.seed),
      clock,
      moments,
      signal: ending,
      cut: ending,
      onActorLost: (actor, error) => {
        recorderTo(core, clock).note(
          'actor-lost',
          `${actor.name}: ${error instanceof Error ? error.name : 'gone'}`,
        );
      },
    });
    // A drill that is under way comes to its end.
    await drills.run();
  } finally {
    clearInterval(beat);
    if (watch.signal.aborted) source.enter('ending');
    await core.close({ interrupted: true });
    source.publish();
  }
  return core;
}

/** All that the core needs of the watch but what happens at a rollout. */
function coreOptions(watch: Watch, ready: Ready): Omit<WatchCoreOptions, 'onWindow' | 'onMoment' | 'busy'> {
  const { settings, clock, totals, say } = watch;
  const plan = drillPlan(settings);
  let opened = 0;
  return {
    clock,
    wallMs: Date.now,
    say,
    revisions: createRevisionWatch({ settledMs: settings.watch.settledMs }),
    beforeMs: settings.load.beforeMs,
    afterMs: settings.load.afterMs,
    rotateMs: settings.watch.rotateMs,
    onLeave: (last) => {
      totals.left(last.judgement().exposure.handoffs);
      void watch.oldRuns(Date.parse(last.run.startedAt));
    },
    onRecord: totals.see,
    onJudged: (result) => {
      totals.judged(result);
      watch.onJudged(result);
    },
    openWindow: ({ kind, beganMs }) => {
      opened += 1;
      return openWindow({
        ...{ kind, beganMs, clock, say },
        startedAt: new Date(Date.now() - (clock.nowMs() - beganMs)),
        root: settings.evidence.directory,
        evenWithoutFiles: opened > 1,
        vault: ready.vault,
        describe: (facts) => ({
          ...describeRun({ ...facts, settings, prepared: ready.prepared, drill: plan }),
          rollout: kind === 'quiet' ? 'none' : 'watch',
        }),
        killSwitch: (run, directory) =>
          openKillSwitch(settings, watch.webhook, {
            ...{ run, directory, say },
            ...{ stop: watch.stop, stopped: watch.stopped },
          }),
        onFinding: totals.finding,
      });
    },
  };
}

async function undo(cleanup: Cleanup, say: Watch['say']): Promise<void> {
  for (const failure of await cleanup.run()) say(`could not be undone: ${failure}`);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
}
