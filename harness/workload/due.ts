import { atEach, type Moments } from './moments.js';

/** A turn that has to be taken, however slow the target is: once more after each rollout, and before the first one. */
export interface Due {
  /** A turn begins; to be called when all of it was done. */
  begins(): () => void;
  /** It was not taken yet. */
  owed(): boolean;
}

/**
 * For one turn of `name`: one that began before the end of the rollout met the old release, and does not count. `first`:
 * one is owed from the start, so that it is known what the old release does.
 */
export function dueAfterRollout(moments: Moments, name: string, { first }: { readonly first: boolean }): Due {
  let owed: (() => void) | null = first ? moments.owe(name) : null;
  void atEach(moments, 'rollout-ended', () => {
    // What is owed to the old release can be paid no more.
    owed?.();
    owed = moments.owe(name);
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
