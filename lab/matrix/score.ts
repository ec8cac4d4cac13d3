import type { MatrixRow } from './row.js';

/** What all rows together say of the harness. */
export interface Score {
  /** Runs with a fault, of how many different ones, and those that caught it. */
  readonly faultRuns: number;
  readonly faults: number;
  readonly caught: number;
  /** Runs of controls, of how many different ones, and those that failed. */
  readonly controlRuns: number;
  readonly controls: number;
  readonly falseAlarms: number;
  /** Seconds to the first violation, over the faults that were caught; null where none was. */
  readonly medianSeconds: number | null;
  readonly slowestSeconds: number | null;
  /** Runs for which the layer named first is the right one, and those named wrongly at 0.8 or more. */
  readonly rightLayer: number;
  readonly wrongWithConfidence: number;
}

/** From this confidence on a wrong layer is worse than none. */
const confident = 0.8;

/** Adds the rows up. */
export function scoreOf(rows: readonly MatrixRow[]): Score {
  const faults = rows.filter(({ control }) => !control);
  const controls = rows.filter(({ control }) => control);
  const caught = faults.filter(({ ok }) => ok);
  const seconds = caught.flatMap(({ secondsToDetect }) => secondsToDetect ?? []).sort((a, b) => a - b);
  const isRight = ({ layer }: MatrixRow): boolean => layer.named !== null && layer.named === layer.expected;
  return {
    faultRuns: faults.length,
    faults: kindsOf(faults),
    caught: caught.length,
    controlRuns: controls.length,
    controls: kindsOf(controls),
    falseAlarms: controls.filter(({ verdict }) => verdict === 'fail').length,
    medianSeconds: seconds[Math.floor((seconds.length - 1) / 2)] ?? null,
    slowestSeconds: seconds.at(-1) ?? null,
    rightLayer: faults.filter(isRight).length,
    wrongWithConfidence: faults.filter(
      (row) => !isRight(row) && row.layer.named !== null && (row.layer.confidence ?? 0) >= confident,
    ).length,
  };
}

function kindsOf(rows: readonly MatrixRow[]): number {
  return new Set(rows.map(({ fault }) => fault)).size;
}

/** The score in a few sentences. */
export function describeScore(score: Score): readonly string[] {
  const median = score.medianSeconds === null ? '' : `, after ${String(score.medianSeconds)} s in the median`;
  const slowest = score.slowestSeconds === null ? '' : ` (slowest ${String(score.slowestSeconds)} s)`;
  return [
    `${String(score.caught)} of ${counted(score.faultRuns, score.faults, 'fault')} caught${median}${slowest}.`,
    `${String(score.falseAlarms)} false alarms on ${counted(score.controlRuns, score.controls, 'control')}.`,
    `The layer named first is right in ${String(score.rightLayer)} of ${String(score.faultRuns)} faulty runs, and wrong with high confidence in ${String(score.wrongWithConfidence)}.`,
  ];
}

/** "58 faults" where each was run once, else "174 runs of 58 faults". */
function counted(runs: number, kinds: number, what: string): string {
  const different = `${String(kinds)} ${what}${kinds === 1 ? '' : 's'}`;
  return runs === kinds ? different : `${String(runs)} runs of ${different}`;
}
