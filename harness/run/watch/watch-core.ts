import { createRecentRecords } from '../../gate/recent-records.js';
import { inPhase } from '../../gate/moved-record.js';
import type { HistoryRecord } from '../../model/history.js';
import type { Phase } from '../../model/phase.js';
import type { ServedBy } from '../../model/target.js';
import type { WatchVerdict } from '../../model/watch-status.js';
import type { ReportInput } from '../../report/report-file.js';
import type { RevisionEvent, RevisionWatch } from '../../rollout/revision-watch.js';
import { beforeRollout } from './before-rollout.js';
import { createKeptDrill } from './kept-drill.js';
import { createStanding } from './standing.js';
import type { Window } from './window.js';
import { createWindows, type WindowsOptions } from './windows.js';

export interface WatchCoreOptions extends Omit<WindowsOptions, 'onWindow'> {
  /** Wall time, milliseconds since 1970. */
  readonly wallMs: () => number;
  readonly revisions: RevisionWatch;
  /** How much of what came before a rollout belongs to it, and how long is looked on after it. */
  readonly beforeMs: number;
  readonly afterMs: number;
  /** A quiet time is let go after so long. */
  readonly rotateMs: number;
  /** A new window takes the records from now on; the first one included. */
  readonly onWindow: (core: WatchCore) => Promise<void> | void;
  /** The open window is about to be left: its records go to the next one. */
  readonly onLeave: (last: Window) => void;
  /** Every record once, in the phase that it belongs to. */
  readonly onRecord: (record: HistoryRecord) => void;
  readonly onMoment: (moment: 'rollout-begins' | 'rollout-ended', phase: Phase) => void;
  /** Something goes on that belongs to the window: the drill after a rollout. */
  readonly busy: () => boolean;
}

/**
 * One continuous history, cut into windows that are judged each by itself with the same oracles: each rollout that the
 * answers tell of, with the time before and after it, and the quiet times between. Memory depends on what is recent and on
 * the window that is open, not on how long the watch lasts.
 */
export interface WatchCore {
  see(record: HistoryRecord): void;
  /** What an answer of the target itself told of its release, before its record comes: stored ones tell how it was. */
  served(answer: ServedBy): void;
  phase(): Phase;
  verdict(): WatchVerdict;
  /** The window that takes the records now. */
  window(): Window;
  /** For a report of the open window. */
  input(): ReportInput;
  /** A drill begins. What the last whole one came to stands for the time before the next rollout. */
  drillBegins(): void;
  drillEnded(): void;
  /** To be called a few times a second: time ends rollouts, windows and quiet times. Never rejects. */
  tick(): Promise<void>;
  /** Judges the open window as it is. */
  close(options: { readonly interrupted: boolean }): Promise<void>;
}

/** Opens the first, quiet window. Rejects where that cannot be opened. */
export async function createWatchCore(options: WatchCoreOptions): Promise<WatchCore> {
  const { clock, revisions } = options;
  const recent = createRecentRecords(options.beforeMs);
  const drill = createKeptDrill();
  const standing = createStanding(options.wallMs);
  let phase: Phase = 'before';
  let afterUntilMs: number | null = null;
  // What was seen while learning belongs to it, from the first moment on.
  const first = await options.openWindow({ kind: 'quiet', beganMs: 0 });
  const windows = createWindows(first, {
    ...options,
    onWindow: () => options.onWindow(core),
    onJudged: (result) => {
      standing.judged(result);
      options.onJudged(result);
    },
  });

  /** Cuts the history: the next window begins with what is `kept`. What comes meanwhile waits. */
  const cut = (
    kind: Window['kind'],
    kept: readonly HistoryRecord[],
    begin: (opened: Window) => void,
  ): void => {
    const drilled = drill.records(clock.nowMs()).map((record) => inPhase(record, 'before'));
    const before = [...kept, ...drilled];
    const leave = (last: Window): void => {
      standing.look(last);
      options.onLeave(last);
    };
    void windows.cut(kind, { before, leave, begin });
  };
  const handle = (told: RevisionEvent): void => {
    const { event, detail } = told;
    options.say(`rollout ${event}: ${detail}`);
    switch (event) {
      case 'started':
        phase = 'during';
        afterUntilMs = null;
        standing.started(detail);
        cut('rollout', beforeRollout(recent.all(), told.from), (opened) => {
          opened.enter('during');
          opened.rollout('started', detail);
          standing.opened(opened.run.runId);
        });
        options.onMoment('rollout-begins', phase);
        return;
      case 'step':
        windows.open().rollout('step', detail);
        return;
      case 'finished':
      case 'rolled-back':
        phase = event === 'finished' ? 'after' : 'rollback';
        windows.open().rollout(event, detail);
        windows.open().enter(phase);
        standing.ended(phase);
        afterUntilMs = clock.nowMs() + options.afterMs;
        options.onMoment('rollout-ended', phase);
    }
  };
  const see = (record: HistoryRecord): void => {
    const placed = inPhase(record, phase);
    recent.add(placed);
    drill.add(placed);
    options.onRecord(placed);
    windows.open().see(placed);
    standing.look(windows.open());
  };

  const core: WatchCore = {
    see: (record) => {
      windows.whenOpen(() => {
        see(record);
      });
    },
    served: (answer) => {
      windows.whenOpen(() => {
        revisions.see(answer).forEach(handle);
      });
    },
    phase: () => phase,
    verdict: () => standing.verdict(windows.open()),
    window: windows.open,
    input: () => windows.open().input(),
    drillBegins: drill.begin,
    drillEnded: drill.end,
    tick() {
      if (windows.switching()) return windows.settled();
      revisions.tick(clock.nowMs()).forEach(handle);
      const now = clock.nowMs();
      const over = afterUntilMs !== null && now >= afterUntilMs && !options.busy();
      const { kind, beganMs } = windows.open();
      if (!windows.switching() && (over || (kind === 'quiet' && now - beganMs >= options.rotateMs))) {
        phase = 'before';
        afterUntilMs = null;
        cut('quiet', [], () => undefined);
      }
      return windows.settled();
    },
    close: (how) => windows.close(how),
  };
  await options.onWindow(core);
  return core;
}
