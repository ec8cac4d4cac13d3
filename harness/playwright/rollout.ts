import type { Phase } from '../model/phase.js';
import { SosieError } from '../model/errors.js';
import type { WorkerRun } from './worker-run.js';

/** The rollout that the config names, once for all workers. */
export interface Rollout {
  /** Where the run stands now. */
  phase(): Phase;
  /**
   * Asks for the rollout and waits until it is under way (or over). It begins once `together` workers have asked, or
   * a minute after the first; asking again does nothing. Default: at once.
   */
  begin(options?: { readonly together?: number }): Promise<void>;
  /** Waits for its end. Throws SOSIE_TARGET_ROLLOUT where it failed. */
  finished(): Promise<void>;
}

/** Longer than the hub waits for the last worker. */
const beginsWithinMs = 90_000;

/** The rollout as one worker sees it. */
export function createRollout({ hub, name, settings }: WorkerRun): Rollout {
  const limitMs =
    'timeoutSeconds' in settings.rollout
      ? settings.rollout.timeoutSeconds * 1000
      : settings.rollout.seconds * 1000;
  return {
    phase: () => hub.state().phase,
    begin: async ({ together = 1 } = {}) => {
      await hub.startRollout(name, together);
      const begun = settings.rollout.driver === 'none' ? 'running' : 'during';
      await hub.until(
        ({ phase, rollout }) =>
          phase === begun || (rollout !== 'waiting' && (begun === 'running' || rollout !== 'running')),
        ['manual', 'watch'].includes(settings.rollout.driver) ? limitMs : beginsWithinMs,
        'the rollout did not begin',
      );
    },
    finished: async () => {
      const { rollout, detail } = await hub.until(
        (state) => state.rollout === 'finished' || state.rollout === 'failed',
        limitMs + 30_000,
        'the rollout did not end',
      );
      if (rollout === 'failed') {
        throw new SosieError('SOSIE_TARGET_ROLLOUT', `the rollout failed: ${detail}.`, {
          hint: "Run the rollout's command by itself; report.html holds what it said.",
        });
      }
    },
  };
}
