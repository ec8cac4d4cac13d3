import { setTimeout as delay } from 'node:timers/promises';

/** Lets a few members act alone while all others pause between two operations. */
export interface Floor {
  /** Resolves when nobody holds the floor. */
  free(): Promise<void>;
  /** Takes the floor for as long as `body` lasts, at most `longestMs`: nobody else begins anything meanwhile. */
  hold(body: () => Promise<void>): Promise<void>;
}

/** A longer silence would cost looks at the very time that counts. */
const longestMs = 400;
/** For answers that are under way when the floor is taken. */
const settlingMs = 20;

export function createFloor(): Floor {
  let held: Promise<void> = Promise.resolve();
  return {
    free: () => held,
    hold: async (body) => {
      await held;
      const done = delay(settlingMs).then(body);
      const limit = delay(longestMs, undefined, { ref: false });
      held = Promise.race([done, limit]).catch(() => undefined);
      await done;
    },
  };
}
