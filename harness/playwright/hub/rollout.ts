import type { Settings } from '../../config/settings.js';
import type { RolloutEvent } from '../../model/history.js';
import type { Phase } from '../../model/phase.js';
import { createDriver } from '../../rollout/index.js';
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
  say: (line: string) => void;
  begins: () => Promise<void>;
  onEvent: (event: RolloutEvent['event'], detail: string) => void;
  enter: (phase: Phase, rollout: HubState['rollout'], detail: string) => void;
}): HubRollout {
  const { settings, say, enter } = options;
  const asked = new Set<string>();
  const stopped = new AbortController();
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  const roll = async (): Promise<void> => {
    await options.begins();
    const driver = createDriver(settings.rollout, { cwd: settings.baseDir, say });
    const failures: string[] = [];
    enter('before', 'running', '');
    await driver.run((event, detail) => {
      if (event === 'failed') failures.push(detail);
      options.onEvent(event, detail);
      // Without a rollout all looking is `before`, as in `sosie run`.
      if (event === 'started' && driver.name !== 'none') enter('during', 'running', detail);
    }, stopped.signal);
    const last = driver.name === 'none' ? 'before' : 'after';
    enter(last, failures.length === 0 ? 'finished' : 'failed', failures.join('; '));
  };
  const begin = (): void => {
    if (timer !== null) clearTimeout(timer);
    running ??= roll().catch((error: unknown) => {
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
