import type { RunClock } from '../model/phase.js';

/** How long answers usually take, learned from those that came. */
export interface UsualTime {
  /** Milliseconds. */
  ms(): number;
  /** Waits for an answer and counts how long it took. */
  measure(answer: Promise<unknown>): Promise<void>;
}

/** Before any answer came, in milliseconds; and how much the latest one counts. */
const firstGuessMs = 20;
const weightOfLatest = 0.2;

export function createUsualTime(clock: RunClock): UsualTime {
  let usualMs = firstGuessMs;
  return {
    ms: () => usualMs,
    measure: async (answer) => {
      const startedMs = clock.nowMs();
      await answer;
      usualMs += (clock.nowMs() - startedMs - usualMs) * weightOfLatest;
    },
  };
}
