import type { Settings } from '../../config/settings.js';
import type { Observer } from '../../model/actor.js';
import type { RunClock } from '../../model/phase.js';
import { createDrill } from '../3-drill.js';
import { loginEvent } from '../login-event.js';
import type { Ready } from '../ready.js';
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
  const { prepared, learned } = ready;
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();
  if (!settings.drill.enabled) return { run: () => Promise.resolve(), busy: () => false };
  const drill = createDrill({
    ...{ settings, prepared, learned, clock, signal },
    truth: options.truth,
    alarm: ready.drillObserver(),
    ratePerSecond: settings.watch.ratePerSecond,
    onLogin: (login) => {
      core.see(loginEvent(login, core.phase(), learned.recognizer.sessionCookies));
    },
    onLook: (look) => {
      core.see({ type: 'drill', atMs: Math.round(clock.nowMs()), phase: core.phase(), ...look });
    },
    onFailure: (why) => {
      say(`the fire drill could not go on: ${why}`);
    },
  });
  const once = async (): Promise<void> => {
    if (signal.aborted) return;
    say('fire drill: two sessions are exchanged on purpose, and every page must ring');
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
