import type { MatrixRow } from './row.js';

/** What all rows together say of the harness. */
export interface Score {
  readonly faults: number;
  readonly caught: number;
  readonly controls: number;
  readonly falseAlarms: number;
  /** Seconds to the first violation, over the faults that were caught; null where none was. */
  readonly medianSeconds: number | null;
  readonly slowestSeconds: number | null;
  /** Faults for which the layer named first is the right one, and those named wrongly at 0.8 or more. */
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
    faults: faults.length,
    caught: caught.length,
    controls: controls.length,
    falseAlarms: controls.filter(({ verdict }) => verdict === 'fail').length,
    medianSeconds: seconds[Math.floor((seconds.length - 1) / 2)] ?? null,
    slowestSeconds: seconds.at(-1) ?? null,
    rightLayer: faults.filter(isRight).length,
    wrongWithConfidence: faults.filter(
      (row) => !isRight(row) && row.layer.named !== null && (row.layer.confidence ?? 0) >= confident,
    ).length,
  };
}

/** The score in a few sentences. */
export function describeScore(score: Score): readonly string[] {
  const median = score.medianSeconds === null ? '' : `, after ${String(score.medianSeconds)} s in the median`;
  const slowest = score.slowestSeconds === null ? '' : ` (slowest ${String(score.slowestSeconds)} s)`;
  return [
    `${String(score.caught)} of ${String(score.faults)} faults caught${median}${slowest}.`,
    `${String(score.falseAlarms)} false alarms on ${String(score.controls)} controls.`,
    `The layer named first is right for ${String(score.rightLayer)} of ${String(score.faults)} faults, and wrong with high confidence for ${String(score.wrongWithConfidence)}.`,
  ];
}
