/** Where things stand on the timeline chart, in units of its view box. */
export interface ChartScale {
  readonly left: number;
  readonly right: number;
  readonly endMs: number;
  readonly x: (ms: number) => number;
}

/** The chart's own width; the page scales or scrolls it. */
export const chartWidth = 1060;

/** The time axis of a run of `endMs`. */
export function createScale(endMs: number): ChartScale {
  const left = 104;
  const right = chartWidth - 12;
  const end = Math.max(1, endMs);
  const x = (ms: number): number => left + (Math.min(Math.max(ms, 0), end) / end) * (right - left);
  return { left, right, endMs: end, x };
}

/** A round number that is at least `value`, and not much more. */
export function niceCeiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value) ?? 10;
  return Number((step * power).toPrecision(2));
}

/** Round moments for the axis, about ten of them. */
export function timeTicks(endMs: number): readonly number[] {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400];
  const step = (steps.find((seconds) => endMs / 1000 / seconds <= 12) ?? 86_400) * 1000;
  const ticks: number[] = [];
  for (let at = 0; at <= endMs; at += step) ticks.push(at);
  return ticks.length > 400 ? ticks.filter((_, index) => index % Math.ceil(ticks.length / 12) === 0) : ticks;
}

/**
 * The outline of one layer of a stack of steps. `edges` has one entry more than `lower` and `upper`, which
 * hold y positions.
 */
export function stepArea(
  edges: readonly number[],
  lower: readonly number[],
  upper: readonly number[],
): string {
  const n = upper.length;
  const at = (list: readonly number[], index: number): string =>
    String(Math.round((list[index] ?? 0) * 10) / 10);
  let path = `M${at(edges, 0)} ${at(upper, 0)}`;
  for (let i = 0; i < n; i += 1) {
    if (i > 0 && at(upper, i) !== at(upper, i - 1)) path += `H${at(edges, i)}V${at(upper, i)}`;
  }
  path += `H${at(edges, n)}V${at(lower, n - 1)}`;
  for (let i = n - 1; i > 0; i -= 1) {
    if (at(lower, i) !== at(lower, i - 1)) path += `H${at(edges, i)}V${at(lower, i - 1)}`;
  }
  return `${path}H${at(edges, 0)}Z`;
}
