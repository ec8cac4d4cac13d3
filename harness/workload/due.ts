import { atEach, type Moments } from './moments.js';

/** A turn that has to be taken once more after each rollout, however slow the target is by then. */
export interface Due {
  /** A turn begins; to be called when all of it was done. */
  begins(): () => void;
  /** It was not taken yet. */
  owed(): boolean;
}

/** For one turn of `name`: one that began before the end of the rollout met the old release, and does not count. */
export function dueAfterRollout(moments: Moments, name: string): Due {
  let owed: (() => void) | null = null;
  void atEach(moments, 'rollout-ended', () => {
    owed ??= moments.owe(name);
    return Promise.resolve();
  });
  return {
    owed: () => owed !== null,
    begins: () => {
      const paying = owed;
      return () => {
        paying?.();
        if (owed === paying) owed = null;
      };
    },
  };
}
