import type { Settings } from '../config/settings.js';
import type { RunClock } from '../model/phase.js';
import { roll, type RolloutDriver, type RolloutReporter } from '../rollout/index.js';
import type { Moments } from '../workload/moments.js';
import { pause } from '../workload/pause.js';
import { lookOn } from './look-on.js';
import type { Standing } from './stopping-rule.js';
import type { Recorder } from './recorder.js';

export interface PhasesOptions {
  readonly settings: Settings;
  readonly driver: RolloutDriver;
  readonly recorder: Recorder;
  readonly standing: Standing;
  readonly clock: RunClock;
  readonly moments: Moments;
  readonly say: (line: string) => void;
  /** Fires where the rollout is to be taken back although it did not fail. */
  readonly unwanted: AbortSignal;
  readonly signal: AbortSignal;
}

/**
 * Before, during and after the rollout, for as long as each takes. Where it is taken back, the time from then on is the
 * phase `rollback`; where it never starts, nothing comes after `before`.
 */
export async function throughPhases(options: PhasesOptions): Promise<void> {
  const { settings, driver, recorder, moments, clock, signal, unwanted } = options;
  const { load, require, rollout } = settings;
  const report = phaseReporter(options);
  const look = (plannedMs: number, standing: Standing | null, until = signal): Promise<void> =>
    lookOn({ plannedMs, longestMs: load.longestAfterMs, standing, clock, signal: until });
  const untilExcluded = require.maxRate === null ? null : options.standing;
  if (rollout.driver === 'none') {
    await (untilExcluded === null ? driver.run(report, signal) : look(rollout.seconds * 1000, untilExcluded));
    return;
  }
  if (!driver.watchesFromTheStart) {
    await look(load.beforeMs, null);
    await untilDone(options, 'old');
  }
  if (isAborted(signal)) return;
  const rolled = await roll(driver, report, { unwanted, signal });
  if (isAborted(signal) || rolled === 'unstarted') return;
  moments.tell('rollout-ended');
  if (recorder.phase() === 'during') recorder.enter('after');
  const goesOn = rolled === 'finished' && !isAborted(unwanted);
  await look(
    load.afterMs,
    goesOn ? untilExcluded : null,
    goesOn ? AbortSignal.any([signal, unwanted]) : signal,
  );
  if (!isAborted(unwanted)) await untilDone(options, 'new');
  if (!goesOn || !isAborted(unwanted) || isAborted(signal) || driver.rollBack === null) return;
  await driver.rollBack('a violation was seen after the rollout', report, signal);
  if (isAborted(signal)) return;
  moments.tell('rollout-ended');
  await look(load.afterMs, null);
  await untilDone(options, 'new');
}

/**
 * What takes long on a slow target is done on the old release before that is replaced (what works after a logout there),
 * and on the new one before the looking ends (two people on one browser above all).
 */
async function untilDone(
  { moments, recorder, clock, signal, unwanted }: PhasesOptions,
  release: 'old' | 'new',
): Promise<void> {
  const endMs = clock.nowMs() + mostOwedMs;
  const ending = AbortSignal.any([signal, unwanted]);
  // A rollout meets everybody at work.
  moments.windDown(release === 'new');
  while (moments.owing().length > 0 && clock.nowMs() < endMs && (await pause(owedEveryMs, ending)));
  moments.windDown(false);
  const names = moments.owing();
  if (names.length > 0 && !isAborted(ending))
    recorder.note(
      'warning',
      `not done on the ${release} release in the time that there was: ${names.join(', ')}`,
    );
}

/** Records what the driver reports, and moves the run to the phase that it means. */
function phaseReporter({ recorder, moments, clock, say }: PhasesOptions): RolloutReporter {
  const goBack = (): void => {
    if (recorder.phase() === 'rollback') return;
    // For whoever slept through the rollout: it is over, and the way back begins.
    if (recorder.phase() === 'during') moments.tell('rollout-ended');
    recorder.enter('rollback');
  };
  return (event, detail) => {
    if (event === 'started') {
      recorder.enter('during');
      moments.tell('rollout-begins');
    } else if (event === 'rolling-back') {
      goBack();
      moments.tell('rollout-begins');
    } else if (event === 'rolled-back' && recorder.phase() !== 'rollback') recorder.enter('rollback');
    if (event !== 'step') say(`rollout ${event}: ${detail}`);
    recorder.emit({
      type: 'rollout',
      atMs: Math.round(clock.nowMs()),
      event,
      detail: detail.slice(0, mostCharacters),
    });
  };
}

const mostCharacters = 500;

/** So many milliseconds, beyond those that were planned, are waited for what the schedules have yet to do. */
const mostOwedMs = 30_000;
const owedEveryMs = 50;

/** A function, since it changes between two awaits. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
