import type { Fault } from '../faults/fault.js';
import type { RunResult } from '../cli/result.js';

/** What one run of one fault or control came to: a line of the matrix. */
export interface MatrixRow {
  readonly fault: string;
  readonly control: boolean;
  /** Null where the run gave no result. */
  readonly verdict: RunResult['verdict'] | null;
  /** Oracles that reported a violation, and how many findings each. */
  readonly oracles: Readonly<Record<string, number>>;
  /** Seconds from the start of the rollout, when the fault becomes active, to the first violation; null without one. */
  readonly secondsToDetect: number | null;
  readonly layer: {
    readonly expected: string | null;
    readonly named: string | null;
    /** 0…1; null where no layer was named. */
    readonly confidence: number | null;
  };
  /** Whether it came out as it must: a fault fails by one of its oracles, a control does not fail. */
  readonly ok: boolean;
  readonly observations: number;
  readonly seconds: number;
}

/** Reads a run's result as a line of the matrix. `seconds` is how long the whole run took. */
export function rowOf(fault: Fault, result: RunResult | null, seconds: number): MatrixRow {
  const control = fault.kind === 'control';
  const violations = result?.findings.filter(({ severity }) => severity === 'violation') ?? [];
  const oracles: Record<string, number> = {};
  for (const { oracle } of violations) oracles[oracle] = (oracles[oracle] ?? 0) + 1;
  const caught = result?.verdict === 'fail' && fault.oracles.some((oracle) => oracle in oracles);
  return {
    fault: fault.id,
    control,
    verdict: result?.verdict ?? null,
    oracles,
    secondsToDetect: result === null ? null : secondsToDetect(result, violations),
    layer: { expected: fault.layer, ...namedLayer(violations) },
    ok: control ? result !== null && result.verdict !== 'fail' : caught,
    observations: result?.exposure.observations ?? 0,
    seconds: Math.round(seconds),
  };
}

type Violations = RunResult['findings'];

function secondsToDetect(result: RunResult, violations: Violations): number | null {
  const first = Math.min(...violations.map(({ firstAtMs }) => firstAtMs));
  const startedAt = result.rollout.events.find(({ event }) => event === 'started')?.atMs ?? 0;
  return Number.isFinite(first) ? Math.round(Math.max(0, first - startedAt) / 100) / 10 : null;
}

/** The layer that most of what was seen is put down to, by its first cause. */
function namedLayer(violations: Violations): { named: string | null; confidence: number | null } {
  const weights = new Map<string, { weight: number; confidence: number }>();
  for (const { causes, count } of violations) {
    const [first] = causes;
    if (first === undefined) continue;
    const held = weights.get(first.layer) ?? { weight: 0, confidence: 0 };
    weights.set(first.layer, {
      weight: held.weight + first.confidence * count,
      confidence: Math.max(held.confidence, first.confidence),
    });
  }
  const [best] = [...weights].sort(([, a], [, b]) => b.weight - a.weight);
  return best === undefined
    ? { named: null, confidence: null }
    : { named: best[0], confidence: Math.round(best[1].confidence * 100) / 100 };
}
