import type { Observation } from '../model/observation.js';
import type { RunClock } from '../model/phase.js';
import type { Moments } from './moments.js';

/** Instances that answer within the first seconds were there before; those that answer later are new. */
const settlingMs = 3000;

/** Notices in what the actors see that an instance was replaced. */
export interface SwapWatch {
  see(observations: readonly Pick<Observation, 'instance' | 'revision'>[]): void;
  /** Whether the target tells its instances or revisions at all. */
  readonly blind: boolean;
}

/** Tells `swap` when an instance, or a revision on an instance, answers for the first time. */
export function watchSwaps(moments: Moments, clock: RunClock): SwapWatch {
  const known = new Set<string>();
  const beganMs = clock.nowMs();
  return {
    get blind() {
      return known.size === 0;
    },
    see: (observations) => {
      for (const { instance, revision } of observations) {
        if (instance === null && revision === null) continue;
        const key = `${instance ?? ''}\0${revision ?? ''}`;
        if (known.has(key)) continue;
        known.add(key);
        if (clock.nowMs() - beganMs > settlingMs) moments.tell('swap');
      }
    },
  };
}
