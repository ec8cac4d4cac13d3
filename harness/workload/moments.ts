/** What happens to the target as a whole. `swap`: an instance answers that did not answer before. */
export type Moment = 'rollout-begins' | 'swap' | 'rollout-ended';

/**
 * Lets schedules wait for what happens to the target; none is missed by who was busy meanwhile. And lets whoever ends the
 * looking wait for what they have yet to do.
 */
export interface Moments {
  tell(moment: Moment): void;
  /** How often it was told. */
  count(moment: Moment): number;
  /** Resolves with true once `moment` was told more than `seen` times; with false once stopped. */
  past(moment: Moment, seen: number): Promise<boolean>;
  /** `name` has something to do before the looking ends; to be called when it was done. */
  owe(name: string): () => void;
  /** Names of those who have something to do yet, each once. */
  owing(): readonly string[];
  /** While it is so, whoever has nothing to do yet rests: the target and the machine are left to those who have. */
  windDown(isSo: boolean): void;
  windsDown(): boolean;
  stop(): void;
}

export function createMoments(): Moments {
  const counts = new Map<Moment, number>();
  let waiting: { moment: Moment; seen: number; resolve: (told: boolean) => void }[] = [];
  let stopped = false;
  let windsDown = false;
  const owed = new Set<{ readonly name: string }>();
  const count = (moment: Moment): number => counts.get(moment) ?? 0;
  return {
    tell: (moment) => {
      counts.set(moment, count(moment) + 1);
      const ready = waiting.filter((one) => one.moment === moment && count(moment) > one.seen);
      waiting = waiting.filter((one) => !ready.includes(one));
      for (const { resolve } of ready) resolve(true);
    },
    count,
    past: (moment, seen) => {
      if (stopped) return Promise.resolve(false);
      if (count(moment) > seen) return Promise.resolve(true);
      return new Promise((resolve) => {
        waiting.push({ moment, seen, resolve });
      });
    },
    owe: (name) => {
      const debt = { name };
      owed.add(debt);
      return () => void owed.delete(debt);
    },
    owing: () => [...new Set([...owed].map(({ name }) => name))],
    windDown: (isSo) => {
      windsDown = isSo;
    },
    windsDown: () => windsDown,
    stop: () => {
      stopped = true;
      for (const { resolve } of waiting) resolve(false);
      waiting = [];
    },
  };
}

/** Does something each time that `moment` is told, until the moments are stopped. */
export async function atEach(moments: Moments, moment: Moment, what: () => Promise<unknown>): Promise<void> {
  for (let seen = 0; await moments.past(moment, seen);) {
    seen = moments.count(moment);
    await what();
  }
}
