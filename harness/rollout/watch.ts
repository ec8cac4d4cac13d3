import type { RunClock } from '../model/phase.js';
import type { WatchRollout } from '../model/rollout.js';
import type { RolloutDriver, RolloutReporter } from './driver.js';
import type { Readings } from './readings.js';
import { createRevisionWatch, type RevisionEvent, type RevisionReading } from './revision-watch.js';

type Options = WatchRollout & {
  readonly readings: Readings;
  /** The clock of the readings. */
  readonly clock: RunClock;
  /** The rollout is asked for after so long; one that begins earlier is followed as well. */
  readonly beforeMs: number;
  readonly say: (line: string) => void;
};

/** Time ends a rollout, too. */
const tickMs = 100;

/**
 * A rollout that somebody else makes and tells nobody of. Every answer that the actors get is a reading of the revision
 * and the instance behind it, and `createRevisionWatch` makes the rollout's events of them. Fails where none starts or
 * ends in time.
 */
export function watchDriver(options: Options): RolloutDriver {
  return {
    name: 'watch',
    watchesFromTheStart: true,
    run: (report, signal) =>
      new Promise((resolve) => {
        const following = follow(options, report, () => {
          clearInterval(ticking);
          signal.removeEventListener('abort', following.stop);
          resolve();
        });
        const ticking = setInterval(following.tick, tickMs);
        signal.addEventListener('abort', following.stop, { once: true });
        if (signal.aborted) following.stop();
      }),
    rollBack: null,
  };
}

/** Listens from now on until the rollout is over, it is too late for it, or `stop`; then calls `onEnd`, once. */
function follow(options: Options, report: RolloutReporter, onEnd: () => void) {
  const { clock, say, timeoutSeconds } = options;
  const watch = createRevisionWatch({ settledMs: options.settledSeconds * 1000 });
  const asksAtMs = clock.nowMs() + options.beforeMs;
  const limitMs = timeoutSeconds * 1000;
  let state: 'early' | 'awaited' | 'started' | 'ended' = 'early';
  let lateAtMs = asksAtMs + limitMs;
  let answers = 0;

  const stop = (): void => {
    if (state === 'ended') return;
    state = 'ended';
    silence();
    onEnd();
  };
  const handle = (events: readonly RevisionEvent[]): void => {
    for (const { event, detail } of events) {
      // A run is about one rollout, from the old release to the one that stays: what comes between is a step of it.
      const told = event === 'started' && state === 'started' ? 'step' : event;
      report(told, detail);
      if (told === 'started') {
        state = 'started';
        lateAtMs = clock.nowMs() + limitMs;
      } else if (told !== 'step') stop();
    }
  };
  const see = (reading: RevisionReading): void => {
    if (state === 'ended') return;
    if (reading.revision !== null || reading.instance !== null) answers += 1;
    handle(watch.see(reading));
  };
  const silence = options.readings.listen(see);
  const tick = (): void => {
    const atMs = clock.nowMs();
    handle(watch.tick(atMs));
    if (state === 'early' && atMs >= asksAtMs) {
      state = 'awaited';
      say(
        `watching for a rollout: roll the new release out now; it is waited for ${String(timeoutSeconds)} s`,
      );
    }
    if (state === 'ended' || atMs < lateAtMs) return;
    report(
      'failed',
      state === 'started' ? `it was not over after ${String(timeoutSeconds)} s` : whyNot(options, answers),
    );
    stop();
  };
  return { tick, stop };
}

function whyNot({ timeoutSeconds }: Options, answers: number): string {
  const within = `in ${String(timeoutSeconds)} s`;
  return answers === 0
    ? `no answer told a revision or an instance ${within}: look at target.revision and target.instance`
    : `one release alone answered ${within}, ${String(answers)} times`;
}
