import type { MetricFamily, Sample } from '../metrics/metric-family.js';
import type { OtlpSettings } from './otlp-settings.js';

/** A span of ours. Times are Unix milliseconds. */
export interface Span {
  readonly name: string;
  /** 32 and 16 hex digits. */
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Attributes;
  readonly events: readonly {
    readonly name: string;
    readonly atMs: number;
    readonly attributes: Attributes;
  }[];
  /** Told where the span is an error. */
  readonly error: string | null;
}

export type Attributes = Readonly<Record<string, string | number | boolean | null>>;

/** Who tells: ours, and what the environment says on top. */
export function resourceOf({ resource }: Pick<OtlpSettings, 'resource'>, version: string): Attributes {
  return { 'service.name': 'sosie', 'service.version': version, ...resource };
}

/** `ExportTraceServiceRequest` in OTLP's JSON encoding (opentelemetry-proto 1.x: ids in hex, 64-bit numbers as strings). */
export function traceRequest(spans: readonly Span[], resource: Attributes, version: string): unknown {
  return {
    resourceSpans: [
      {
        resource: { attributes: attributesOf(resource) },
        scopeSpans: [{ scope: { name: 'sosie', version }, spans: spans.map(spanOf) }],
      },
    ],
  };
}

/** `ExportMetricsServiceRequest`: counters become monotonic cumulative sums since `startMs`, gauges gauges. */
export function metricsRequest(
  families: readonly MetricFamily[],
  about: {
    readonly resource: Attributes;
    readonly version: string;
    readonly startMs: number;
    readonly atMs: number;
  },
): unknown {
  const { resource, version, startMs, atMs } = about;
  const point = ({ labels, value }: Sample) => ({
    attributes: attributesOf(labels),
    startTimeUnixNano: nano(startMs),
    timeUnixNano: nano(atMs),
    asDouble: value,
  });
  const metrics = families
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, help, type, samples }) => ({
      name: metricName(name),
      description: help,
      ...(type === 'counter'
        ? { sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints: samples.map(point) } }
        : { gauge: { dataPoints: samples.map(point) } }),
    }));
  return {
    resourceMetrics: [
      {
        resource: { attributes: attributesOf(resource) },
        scopeMetrics: [{ scope: { name: 'sosie', version }, metrics }],
      },
    ],
  };
}

/** `sosie_findings_total` is `sosie.findings` in OpenTelemetry: a collector that writes Prometheus' names adds the suffix again. */
function metricName(name: string): string {
  return name.replace(/_total$/, '').replace('_', '.');
}

function spanOf({
  name,
  traceId,
  spanId,
  parentSpanId,
  startMs,
  endMs,
  attributes,
  events,
  error,
}: Span): unknown {
  return {
    traceId,
    spanId,
    ...(parentSpanId === null ? {} : { parentSpanId }),
    name,
    kind: 1,
    startTimeUnixNano: nano(startMs),
    endTimeUnixNano: nano(Math.max(startMs, endMs)),
    attributes: attributesOf(attributes),
    events: events.map((event) => ({
      name: event.name,
      timeUnixNano: nano(event.atMs),
      attributes: attributesOf(event.attributes),
    })),
    status: error === null ? { code: 1 } : { code: 2, message: error },
  };
}

function attributesOf(attributes: Attributes): readonly unknown[] {
  return Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ({ key, value: valueOf(value) }));
}

function valueOf(value: Attributes[string]): unknown {
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value !== 'number') return { stringValue: value ?? '' };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

/** Nanoseconds do not fit a JavaScript number: milliseconds with six zeros. */
function nano(ms: number): string {
  return `${String(Math.max(0, Math.round(ms)))}000000`;
}
