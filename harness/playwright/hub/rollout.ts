import type { Settings } from '../../config/settings.js';
import type { RolloutEvent } from '../../model/history.js';
import type { Phase } from '../../model/phase.js';
import { createDriver, roll, type Surroundings } from '../../rollout/index.js';
import type { HubState } from './protocol.js';

/** Milliseconds that a worker waits for the others before the rollout begins without them. */
const gatherWithinMs = 60_000;

/** The configured rollout, once for all workers. */
export interface HubRollout {
  /** Begins it once `together` workers have asked, or a minute after the first. Does not wait for its end. */
  ask(worker: string, together: number): void;
  /** Abandons it where it is still going on. */
  stop(): Promise<void>;
}

/** A rollout that nobody has asked for yet. `begins` is called once, before its driver starts. */
export function createHubRollout(options: {
  settings: Settings;
  surroundings: Omit<Surroundings, 'cwd' | 'beforeMs'>;
  begins: () => Promise<void>;
  onEvent: (event: RolloutEvent['event'], detail: string) => void;
  enter: (phase: Phase, rollout: HubState['rollout'], detail: string) => void;
}): HubRollout {
  const { settings, enter } = options;
  const asked = new Set<string>();
  const stopped = new AbortController();
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  const rollOut = async (): Promise<void> => {
    await options.begins();
    const driver = createDriver(settings.rollout, {
      ...options.surroundings,
      cwd: settings.baseDir,
      // The tests decide when it may begin.
      beforeMs: 0,
    });
    const failures: string[] = [];
    let phase: Phase = 'before';
    enter(phase, 'running', '');
    await roll(
      driver,
      (event, detail) => {
        if (event === 'failed' || event === 'rolled-back') failures.push(detail);
        options.onEvent(event, detail);
        if (event === 'started') phase = 'during';
        else if (event === 'rolling-back' || event === 'rolled-back') phase = 'rollback';
        else return;
        enter(phase, 'running', detail);
      },
      { signal: stopped.signal, unwanted: new AbortController().signal },
    );
    // Without a rollout all looking is `before`, as in `sosie run`.
    enter(afterRollout(phase), failures.length === 0 ? 'finished' : 'failed', failures.join('; '));
  };
  const begin = (): void => {
    if (timer !== null) clearTimeout(timer);
    running ??= rollOut().catch((error: unknown) => {
      enter('after', 'failed', error instanceof Error ? error.message : String(error));
    });
  };
  return {
    ask: (worker, together) => {
      asked.add(worker);
      if (asked.size >= together) begin();
      else timer ??= setTimeout(begin, gatherWithinMs);
    },
    stop: async () => {
      if (timer !== null) clearTimeout(timer);
      stopped.abort();
      await running;
    },
  };
}

function afterRollout(phase: Phase): Phase {
  return phase === 'during' ? 'after' : phase;
}
