import { phases } from '../model/phase.js';
import type { Phase } from '../model/phase.js';

/** Which of the names that answered (revisions, instances) came with the rollout, and which went. */
export interface Turnover {
  /** All that answered. Empty where the target does not tell. */
  readonly all: readonly string[];
  /** Never answered before the rollout. */
  readonly arrived: readonly string[];
  /** Answered before it and not after it. Empty where nothing told its name after it. */
  readonly gone: readonly string[];
  /** Some arrived, and after the rollout all was as before it. */
  readonly reverted: boolean;
}

/** Names by phase. */
export interface TurnoverFold {
  see(name: string, phase: Phase): void;
  turnover(): Turnover;
}

/** A target may make up a name for every answer. */
const mostNames = 10_000;

/** Begins with nothing seen. */
export function createTurnover(): TurnoverFold {
  const seen = new Map<Phase, Set<string>>(phases.map((phase) => [phase, new Set()]));
  const namesIn = (phase: Phase): ReadonlySet<string> => seen.get(phase) ?? new Set();
  return {
    see(name, phase) {
      const names = seen.get(phase);
      if (names !== undefined && names.size < mostNames) names.add(name);
    },
    turnover() {
      const all = new Set(phases.flatMap((phase) => [...namesIn(phase)]));
      const [before, after] = [namesIn('before'), namesIn('after')];
      const arrived = [...all].filter((name) => !before.has(name));
      const gone = after.size === 0 ? [] : [...before].filter((name) => !after.has(name));
      const reverted =
        arrived.length > 0 && gone.length === 0 && after.size > 0 && !arrived.some((name) => after.has(name));
      return { all: [...all], arrived, gone, reverted };
    },
  };
}
