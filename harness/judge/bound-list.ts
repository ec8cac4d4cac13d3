import { phases } from '../model/phase.js';
import type { Phase } from '../model/phase.js';
import type { Bound, Counts } from '../model/result.js';
import { upperLimit } from './bounds.js';
import type { SeenLooks } from './look-counts.js';
import type { SeenSessions } from './sessions.js';
import { addCounts } from './tallies.js';

/** One bound for observations and one for sessions: over all, by phase, by page, by page and phase. */
export function boundList(looks: SeenLooks, sessions: SeenSessions, confidence: number): readonly Bound[] {
  const bounds = (phase: Phase | null, page: string | null, counts: Counts): readonly Bound[] => {
    const violations = counts.foreign + counts.stranger;
    const seen = [
      { unit: 'observations' as const, n: counts.own + violations, violations },
      { unit: 'sessions' as const, ...sessions.count(phase, page) },
    ];
    return seen.map(({ unit, n, violations: x }) => ({
      unit,
      phase,
      page,
      n,
      violations: x,
      upper: upperLimit(x, n, confidence),
      confidence,
    }));
  };
  const seenPhases = phases.filter((phase) => looks.byPhase.names().includes(phase));
  return [
    ...bounds(null, null, looks.total()),
    ...seenPhases.flatMap((phase) => bounds(phase, null, looks.byPhase.get(phase))),
    ...[...looks.byPage].flatMap(([page, tallies]) => {
      const counts = seenPhases.map((phase) => ({ phase, counts: tallies.get(phase) }));
      return [
        ...bounds(null, page, addCounts(counts.map((each) => each.counts))),
        ...counts.flatMap((each) => bounds(each.phase, page, each.counts)),
      ];
    }),
  ];
}
