/** Where telemetry goes, from the environment variables of the OpenTelemetry specification. */
export interface OtlpSettings {
  /** Full URLs; null: this kind is not sent. */
  readonly tracesUrl: string | null;
  readonly metricsUrl: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly metricIntervalMs: number;
  readonly resource: Readonly<Record<string, string>>;
  /** The span that all others belong to, from TRACEPARENT (W3C Trace Context); null: none. */
  readonly parent: { readonly traceId: string; readonly spanId: string } | null;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads OTEL_EXPORTER_OTLP_* and its kin (opentelemetry.io/docs/specs/otel/protocol/exporter). Null where no endpoint is set or
 * OTEL_SDK_DISABLED says so. `problem` tells in words what cannot be done; a wrong setting never fails a run.
 */
export function otlpSettings(env: Env): {
  readonly settings: OtlpSettings | null;
  readonly problem: string | null;
} {
  const disabled = env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true';
  const tracesUrl = disabled ? null : endpoint(env, 'TRACES', 'v1/traces');
  const metricsUrl = disabled ? null : endpoint(env, 'METRICS', 'v1/metrics');
  if (tracesUrl === null && metricsUrl === null) return { settings: null, problem: null };
  const protocol = env['OTEL_EXPORTER_OTLP_PROTOCOL'] ?? 'http/json';
  if (protocol === 'grpc')
    return off('OTEL_EXPORTER_OTLP_PROTOCOL is "grpc": only OTLP over HTTP is sent (port 4318, as JSON)');
  for (const url of [tracesUrl, metricsUrl])
    if (url !== null && !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
      return off('OTEL_EXPORTER_OTLP_ENDPOINT is not an http or https address');
  return {
    problem: null,
    settings: {
      tracesUrl,
      metricsUrl,
      headers: pairs(env['OTEL_EXPORTER_OTLP_HEADERS']),
      timeoutMs: positive(env['OTEL_EXPORTER_OTLP_TIMEOUT'], 10_000),
      metricIntervalMs: positive(env['OTEL_METRIC_EXPORT_INTERVAL'], 60_000),
      resource: {
        ...pairs(env['OTEL_RESOURCE_ATTRIBUTES']),
        ...(env['OTEL_SERVICE_NAME'] ? { 'service.name': env['OTEL_SERVICE_NAME'] } : {}),
      },
      parent: parentOf(env['TRACEPARENT']),
    },
  };
}

function off(problem: string): { readonly settings: null; readonly problem: string } {
  return { settings: null, problem: `OpenTelemetry: ${problem}; nothing is sent.` };
}

/** The endpoint of one signal as it is, else the common one with the path of the signal. */
function endpoint(env: Env, signal: 'TRACES' | 'METRICS', path: string): string | null {
  if (env[`OTEL_${signal}_EXPORTER`] === 'none') return null;
  const own = env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`];
  if (own !== undefined && own !== '') return own;
  const base = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  return base === undefined || base === '' ? null : `${base.replace(/\/*$/, '')}/${path}`;
}

/** `key=value,key=value`, percent-encoded (W3C Baggage). */
function pairs(text: string | undefined): Record<string, string> {
  const entries = (text ?? '').split(',').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=');
    return at < 1 ? [] : [[pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())]];
  });
  return Object.fromEntries(entries);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function positive(text: string | undefined, otherwise: number): number {
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? value : otherwise;
}

function parentOf(text: string | undefined): OtlpSettings['parent'] {
  const [, traceId, spanId] = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}/.exec(text ?? '') ?? [];
  const zero = /^0+$/;
  if (traceId === undefined || spanId === undefined || zero.test(traceId) || zero.test(spanId)) return null;
  return { traceId, spanId };
}
