import type { HistoryRecord } from '../../model/history.js';
import type { RunClock } from '../../model/phase.js';
import type { Result } from '../../model/result.js';
import type { Window } from './window.js';

export interface WindowsOptions {
  readonly clock: RunClock;
  readonly openWindow: (options: Pick<Window, 'kind' | 'beganMs'>) => Promise<Window>;
  /** A new window takes the records from now on. */
  readonly onWindow: (window: Window) => Promise<void> | void;
  /** Told of every window that was judged for good; never of a quiet time that nothing happened in. */
  readonly onJudged: (result: Result) => void;
  readonly say: (line: string) => void;
}

/** The window that is open, and the change from one to the next. Those that are over are judged in the background. */
export interface Windows {
  open(): Window;
  /** While it is true nothing may be put into a window: the next one is being opened. */
  switching(): boolean;
  /** Does it at once, or as soon as no window is being opened, each in its turn. */
  whenOpen(work: () => void): void;
  /**
   * Opens the next window with what came before it, lets it begin, and then ends the last one. Where it cannot be opened
   * the last one goes on and begins it all the same. Never rejects.
   */
  cut(
    kind: Window['kind'],
    parts: {
      readonly before: readonly HistoryRecord[];
      readonly leave: (last: Window) => void;
      readonly begin: (opened: Window) => void;
    },
  ): Promise<void>;
  /** Waits for a change that is under way. */
  settled(): Promise<void>;
  /** Judges the open window as it is, and waits for all that are being judged. */
  close(options: { readonly interrupted: boolean }): Promise<void>;
}

/** Around a first window that is open. */
export function createWindows(first: Window, options: WindowsOptions): Windows {
  const { clock, say } = options;
  let open = first;
  let switching: Promise<void> | null = null;
  let waiting: (() => void)[] = [];
  let ending: Promise<void> = Promise.resolve();

  const end = (old: Window, interrupted: boolean): void => {
    ending = ending
      .then(() => old.end({ interrupted }))
      .then((result) => {
        if (result !== null) options.onJudged(result);
      })
      .catch((error: unknown) => {
        say(`a window could not be judged: ${messageOf(error)}`);
      });
  };
  const next: Windows['cut'] = async (kind, { before, leave, begin }) => {
    const last = open;
    try {
      const beganMs = before.reduce((ms, { atMs }) => Math.min(ms, atMs), clock.nowMs());
      open = await options.openWindow({ kind, beganMs });
      for (const record of before) open.replay(record);
    } catch (error) {
      open = last;
      say(`the next window could not be opened, so the last one goes on: ${messageOf(error)}`);
      begin(open);
      return;
    }
    leave(last);
    begin(open);
    end(last, false);
    try {
      await options.onWindow(open);
    } catch (error) {
      say(`a window began with a failure: ${messageOf(error)}`);
    }
  };
  const whenOpen = (work: () => void): void => {
    if (switching === null) work();
    else waiting.push(work);
  };

  return {
    open: () => open,
    switching: () => switching !== null,
    whenOpen,
    cut(kind, parts) {
      const work = next(kind, parts).then(() => {
        switching = null;
        const held = waiting;
        waiting = [];
        held.forEach(whenOpen);
      });
      switching = work;
      return work;
    },
    settled: async () => {
      await switching;
    },
    async close({ interrupted }) {
      await switching;
      end(open, interrupted);
      await ending;
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
