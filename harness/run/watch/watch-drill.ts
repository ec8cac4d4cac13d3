import type { Settings } from '../../config/settings.js';
import type { Observer } from '../../model/actor.js';
import type { RunClock } from '../../model/phase.js';
import type { Ready } from '../ready.js';
import { drillBegins, drillIntoHistory } from '../recorded-drill.js';
import { recorderTo } from '../recorder.js';
import type { WatchCore } from './watch-core.js';

/** The fire drills of a watch, one at a time. */
export interface WatchDrill {
  /** Goes through one drill, after one that is under way; resolves when it is over. Never rejects. */
  run(): Promise<void>;
  /** A drill is under way, or waits for one. */
  busy(): boolean;
}

/** Drills at the watch's pace. Without one in the config `run` does nothing. */
export function createWatchDrill(options: {
  readonly settings: Settings;
  readonly ready: Ready;
  readonly core: WatchCore;
  readonly clock: RunClock;
  /** Records looks as the open window's. */
  readonly truth: Observer;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}): WatchDrill {
  const { settings, ready, core, clock, signal, say } = options;
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();
  if (!settings.drill.enabled) return { run: () => Promise.resolve(), busy: () => false };
  const drill = drillIntoHistory({
    ...{ settings, ready, clock, signal },
    recorder: recorderTo(core, clock),
    observer: options.truth,
    ratePerSecond: settings.watch.ratePerSecond,
    onFailure: (why) => {
      say(`the fire drill could not go on: ${why}`);
    },
  });
  const once = async (): Promise<void> => {
    if (signal.aborted) return;
    say(drillBegins);
    core.drillBegins();
    await drill();
    core.drillEnded();
  };
  return {
    run: () => {
      waiting += 1;
      last = last.then(once).finally(() => {
        waiting -= 1;
      });
      return last;
    },
    busy: () => waiting > 0,
  };
}
