import type { DrillLook, DrillResult, HistoryRecord } from '../model/history.js';
import type { Phase } from '../model/phase.js';
import type { Drill, DrillPlan } from '../model/result.js';

/** Follows the fire drill, look by look. */
export interface DrillFold {
  see(record: HistoryRecord): void;
  /** By page, in the order of the phases within each. */
  drills(): readonly Drill[];
  /** Pages on which the alarm did not ring in some drill so far: their own looks prove nothing. */
  blind(): ReadonlySet<string>;
}

type Why = Exclude<DrillResult, 'rang'>;

/** The reason that tells most of the page comes first. */
const whys: readonly Why[] = ['silent', 'signed-out', 'unanswered'];

interface Cell {
  readonly first: DrillLook;
  readonly results: Map<DrillResult, number>;
}

/** Begins before any drill. Without a plan nothing is expected. */
export function createDrillFold(plan: DrillPlan | undefined): DrillFold {
  const cells = new Map<string, Map<Phase, Cell>>();
  const expected = new Set(plan?.expectBlind);
  const drills = (): readonly Drill[] =>
    [...cells.values()].flatMap((byPhase) => [...byPhase.values()].map((cell) => drillOf(cell, expected)));
  return {
    see(record) {
      if (record.type !== 'drill') return;
      const byPhase = cells.get(record.where) ?? new Map<Phase, Cell>();
      cells.set(record.where, byPhase);
      const cell = byPhase.get(record.phase) ?? { first: record, results: new Map<DrillResult, number>() };
      byPhase.set(record.phase, cell);
      cell.results.set(record.result, (cell.results.get(record.result) ?? 0) + 1);
    },
    drills,
    blind: () => new Set(drills().flatMap(({ page, rang }) => (rang ? [] : [page]))),
  };
}

/** One ring is enough: another pair may have had nothing to show, and another lens may be blind. */
function drillOf({ first, results }: Cell, expected: ReadonlySet<string>): Drill {
  const rings = results.get('rang') ?? 0;
  return {
    page: first.where,
    kind: first.kind,
    phase: first.phase,
    rang: rings > 0,
    why: rings > 0 ? null : (whys.find((why) => results.has(why)) ?? null),
    expected: expected.has(first.where),
    looks: [...results.values()].reduce((sum, count) => sum + count, 0),
    rings,
  };
}
