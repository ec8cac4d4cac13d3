import { createDrillFold } from '../judge/drills.js';
import type { Settings } from '../config/settings.js';
import type { Observer } from '../model/actor.js';
import type { DrillLook } from '../model/history.js';
import type { RunClock } from '../model/phase.js';
import { drillSentence } from '../report/index.js';
import { createDrill, type DrillOptions } from './3-drill.js';
import { drillPlan } from './drill/drill-plan.js';
import { loginEvent } from './login-event.js';
import type { Ready } from './ready.js';
import type { Recorder } from './recorder.js';

/** Told at the beginning of each drill. */
export const drillBegins = 'fire drill: two sessions are exchanged on purpose, and every page must ring';

/** What every drill of a run shares. */
export interface RecordedDrill {
  readonly settings: Settings;
  readonly ready: Ready;
  readonly recorder: Recorder;
  /** Records what a session was shown as its holder's. */
  readonly observer: Observer;
  readonly clock: RunClock;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** One drill for each call, in the history; the config must want one. `onLook` is told of each look as well. */
export function drillIntoHistory(
  options: Omit<RecordedDrill, 'say'> &
    Pick<DrillOptions, 'onFailure' | 'ratePerSecond'> & { readonly onLook?: (look: DrillLook) => void },
): () => Promise<void> {
  const { ready, recorder, clock, observer, onLook, ...rest } = options;
  const cookies = ready.learned.recognizer.sessionCookies;
  return createDrill({
    ...rest,
    clock,
    prepared: ready.prepared,
    learned: ready.learned,
    truth: observer,
    alarm: ready.drillObserver(),
    onLogin: (login) => recorder.emit(loginEvent(login, recorder.phase(), cookies)),
    onLook: (look) => {
      const whole: DrillLook = {
        type: 'drill',
        atMs: Math.round(clock.nowMs()),
        phase: recorder.phase(),
        ...look,
      };
      onLook?.(whole);
      recorder.emit(whole);
    },
  });
}

/** The fire drill of a run, a call for each, in the run's history and told in two lines; nothing where the config has none. */
export function recordedDrill({ say, ...options }: RecordedDrill): () => Promise<void> {
  const { settings, recorder, signal } = options;
  if (!settings.drill.enabled) return () => Promise.resolve();
  let fold = createDrillFold(drillPlan(settings));
  const drill = drillIntoHistory({
    ...options,
    onLook: (look) => {
      fold.see(look);
    },
    onFailure: (why) => recorder.note('warning', `the fire drill could not go on: ${why}`),
  });
  return async () => {
    if (signal.aborted) return;
    fold = createDrillFold(drillPlan(settings));
    say(drillBegins);
    await drill();
    const outcome = drillSentence(fold.drills());
    if (outcome !== null) say(outcome);
  };
}
