/** One series of a family. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Metrics of one name, as Prometheus and OpenTelemetry both know them. */
export interface MetricFamily {
  /** Prometheus' name; a counter's ends in `_total`. */
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly samples: readonly Sample[];
}

/** A family of one series without labels. */
export function single(type: MetricFamily['type'], name: string, help: string, value: number): MetricFamily {
  return { name, help, type, samples: [{ labels: {}, value }] };
}

/** A gauge that is 1 for the state that holds and 0 for the others, so that every series exists all the time. */
export function stateGauge(options: {
  readonly name: string;
  readonly help: string;
  readonly label: string;
  readonly states: readonly string[];
  readonly holds: string | null;
}): MetricFamily {
  const { name, help, label, states, holds } = options;
  const samples = states.map((state) => ({ labels: { [label]: state }, value: state === holds ? 1 : 0 }));
  return { name, help, type: 'gauge', samples };
}
