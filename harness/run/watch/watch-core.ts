import { createRecentRecords } from '../../gate/recent-records.js';
import { inPhase } from '../../gate/moved-record.js';
import type { HistoryRecord } from '../../model/history.js';
import type { Phase, RunClock } from '../../model/phase.js';
import type { Result } from '../../model/result.js';
import type { WatchVerdict } from '../../model/watch-status.js';
import type { ReportInput } from '../../report/report-file.js';
import type { RevisionEvent, RevisionWatch } from '../../rollout/revision-watch.js';
import { createStanding } from './standing.js';
import type { Window } from './window.js';

export interface WatchCoreOptions {
  readonly clock: RunClock;
  /** Wall time, milliseconds since 1970. */
  readonly wallMs: () => number;
  readonly revisions: RevisionWatch;
  /** How much of what came before a rollout belongs to it, and how long is looked on after it. */
  readonly beforeMs: number;
  readonly afterMs: number;
  /** A quiet time is let go after so long. */
  readonly rotateMs: number;
  readonly openWindow: (options: Pick<Window, 'kind' | 'beganMs'>) => Promise<Window>;
  /** A new window takes the records from now on. */
  readonly onWindow: (window: Window) => Promise<void> | void;
  readonly onMoment: (moment: 'rollout-begins' | 'rollout-ended') => void;
  readonly onJudged: (result: Result) => void;
  readonly say: (line: string) => void;
}

/**
 * One continuous history, cut into windows that are judged each by itself with the same oracles: each rollout that the
 * answers tell of, with the time before and after it, and the quiet times between. Memory depends on what is recent and on
 * the window that is open, not on how long the watch lasts.
 */
export interface WatchCore {
  see(record: HistoryRecord): void;
  phase(): Phase;
  verdict(): WatchVerdict;
  /** For a report of the open window. */
  input(): ReportInput;
  /** To be called a few times a second: time ends rollouts, windows and quiet times. Rejects where a window cannot be opened. */
  tick(): Promise<void>;
  /** Judges the open window as it is. */
  close(options: { readonly interrupted: boolean }): Promise<void>;
}

/** Opens the first, quiet window. */
export async function createWatchCore(options: WatchCoreOptions): Promise<WatchCore> {
  const { clock, revisions } = options;
  const recent = createRecentRecords(options.beforeMs);
  let waiting: HistoryRecord[] = [];
  let switching: Promise<void> | null = null;
  let ending: Promise<unknown> = Promise.resolve();
  let phase: Phase = 'before';
  let afterUntilMs: number | null = null;
  let window = await options.openWindow({ kind: 'quiet', beganMs: clock.nowMs() });
  const standing = createStanding(options.wallMs);
  await options.onWindow(window);

  const end = (old: Window, interrupted: boolean): void => {
    ending = ending
      .then(() => old.end({ interrupted }))
      .then((result) => {
        if (result === null) return;
        standing.judged(result);
        options.onJudged(result);
      })
      .catch((error: unknown) => {
        options.say(
          `a window could not be judged: ${error instanceof Error ? error.message : String(error)}`,
        );
      });
  };

  /** Cuts the history: the new window begins with what is recent. Records that come meanwhile wait. */
  const cut = async (kind: Window['kind'], begin: (opened: Window) => void): Promise<void> => {
    const before = recent.all();
    const first = Math.min(clock.nowMs(), ...before.slice(0, 50).map(({ atMs }) => atMs));
    const opened = await options.openWindow({ kind, beganMs: first });
    for (const record of before) opened.see(inPhase(record, 'before'));
    begin(opened);
    const old = window;
    window = opened;
    await options.onWindow(opened);
    end(old, false);
    switching = null;
    const held = waiting;
    waiting = [];
    for (const record of held) see(record);
  };

  const handle = ({ event, detail }: RevisionEvent): void => {
    options.say(`rollout ${event}: ${detail}`);
    switch (event) {
      case 'started':
        phase = 'during';
        afterUntilMs = null;
        switching = cut('rollout', (opened) => {
          opened.enter('during');
          opened.rollout('started', detail);
          standing.started(opened, detail);
        });
        options.onMoment('rollout-begins');
        return;
      case 'step':
        window.rollout('step', detail);
        return;
      case 'finished':
      case 'rolled-back':
        phase = event === 'finished' ? 'after' : 'rollback';
        window.rollout(event, detail);
        window.enter(phase);
        standing.ended(phase);
        afterUntilMs = clock.nowMs() + options.afterMs;
        options.onMoment('rollout-ended');
    }
  };
  const follow = (record: HistoryRecord): void => {
    if (record.type !== 'observation' && record.type !== 'tally') return;
    const { atMs, revision, instance } = record;
    for (const event of revisions.see({ atMs, revision, instance })) handle(event);
  };
  const see = (record: HistoryRecord): void => {
    if (switching !== null) return void waiting.push(record);
    follow(record);
    const placed = inPhase(record, phase);
    // The answer that tells of a rollout is the first one during it.
    if (switching !== null) return void waiting.unshift(placed);
    recent.add(placed);
    window.see(placed);
  };

  return {
    see,
    phase: () => phase,
    verdict: () => standing.verdict(window),
    input: () => window.input(),
    async tick() {
      if (switching !== null) return switching;
      for (const event of revisions.tick(clock.nowMs())) handle(event);
      const now = clock.nowMs();
      const over = afterUntilMs !== null && now >= afterUntilMs;
      const old = window.kind === 'quiet' && now - window.beganMs >= options.rotateMs;
      if (switching === null && (over || old)) {
        phase = 'before';
        afterUntilMs = null;
        switching = cut('quiet', () => undefined);
      }
      return switching ?? undefined;
    },
    async close({ interrupted }) {
      await switching;
      end(window, interrupted);
      await ending;
    },
  };
}
