/** One row of the result: the median of the rounds, and the rounds themselves. */
export interface Measurement {
  readonly group: string;
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly rounds: readonly number[];
  /** The row of the same group that this one is compared with; null where a ratio says nothing. */
  readonly comparedWith: string | null;
}

/** A way of measuring; called once a round, all ways in turn, so that a busy moment hits each of them. */
export interface Contender {
  readonly group: string;
  readonly name: string;
  readonly unit: string;
  readonly comparedWith: string | null;
  /** Null where it cannot be measured on this machine; `missing` says why. */
  measure(): Promise<number | null>;
  readonly missing: string;
}

/** Middle value; the mean of the two middle ones of an even number. NaN for none. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  return (upper + lower) / 2;
}

/** Measures all contenders in turn, `rounds` times; calls `say` for what is missing. */
export async function measureAll(
  contenders: readonly Contender[],
  rounds: number,
  say: (line: string) => void,
): Promise<readonly Measurement[]> {
  const taken = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [contender, values] of taken) {
      const value = await contender.measure();
      if (value === null) {
        say(`${contender.name}: left out, ${contender.missing}`);
        taken.delete(contender);
      } else {
        values.push(value);
        say(`round ${round}/${rounds}  ${contender.name}: ${value.toFixed(1)} ${contender.unit}`);
      }
    }
  }
  return [...taken].map(([{ group, name, unit, comparedWith }, values]) => ({
    group,
    name,
    unit,
    comparedWith,
    median: median(values),
    rounds: values,
  }));
}
