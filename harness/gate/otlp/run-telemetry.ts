import { severities } from '../../model/finding.js';
import { observationClasses } from '../../model/observation.js';
import { phases } from '../../model/phase.js';
import type { Result } from '../../model/result.js';
import { verdicts } from '../../model/verdict.js';
import { version } from '../../model/version.js';
import { single, stateGauge, type MetricFamily } from '../metrics/metric-family.js';
import { findingEvent } from './finding-event.js';
import { metricsRequest, resourceOf, traceRequest, type Span } from './otlp-json.js';
import { createOtlpSender, type OtlpSenderOptions } from './otlp-sender.js';
import { otlpSettings } from './otlp-settings.js';
import { spanIdOf, traceIdOf } from './span-ids.js';

/** A run that has ended waits at most so long. */
const withinMs = 5000;

/**
 * Sends a run that has ended to OpenTelemetry where OTEL_EXPORTER_OTLP_ENDPOINT is set: a span of the run, one of its rollout with
 * the findings as events, and what it counted. Takes at most five seconds and never rejects.
 */
export async function sendRun(options: {
  readonly result: Result;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  readonly sender?: Pick<OtlpSenderOptions, 'pausesMs'>;
}): Promise<void> {
  const { result, say } = options;
  const { settings, problem } = otlpSettings(options.env);
  if (problem !== null) say(problem);
  if (settings === null) return;
  const sender = createOtlpSender({ ...settings, ...options.sender });
  const resource = resourceOf(settings, version);
  if (settings.tracesUrl !== null)
    sender.send(settings.tracesUrl, traceRequest(runSpans(result, settings.parent), resource, version));
  const startMs = Date.parse(result.startedAt);
  const about = { resource, version, startMs, atMs: startMs + result.durationMs };
  if (settings.metricsUrl !== null)
    sender.send(settings.metricsUrl, metricsRequest(runMetrics(result), about));
  const { dropped, why } = await sender.close(withinMs);
  if (dropped > 0) say(`OpenTelemetry: ${String(dropped)} of 2 requests were given up: ${why ?? 'unknown'}.`);
}

function runSpans(
  result: Result,
  parent: { readonly traceId: string; readonly spanId: string } | null,
): readonly Span[] {
  const { runId, target, verdict, reasons, rollout, durationMs } = result;
  const traceId = parent?.traceId ?? traceIdOf(runId);
  const startMs = Date.parse(result.startedAt);
  const at = (ms: number): number => startMs + ms;
  const attributes = {
    'sosie.run': runId,
    'sosie.target': target,
    'sosie.verdict': verdict,
    'sosie.reasons': reasons.map(({ code }) => code).join(','),
  };
  const error = verdict === 'fail' ? 'somebody was shown data of somebody else' : null;
  const run: Span = {
    traceId,
    spanId: spanIdOf(traceId, 'run', runId),
    parentSpanId: parent?.spanId ?? null,
    name: 'run',
    startMs,
    endMs: at(durationMs),
    attributes,
    events: result.findings.map((finding) =>
      findingEvent(finding, at(finding.firstAtMs), { 'sosie.count': finding.count }),
    ),
    error,
  };
  const [first] = rollout.events;
  if (first === undefined) return [run];
  const last = rollout.events.at(-1) ?? first;
  const rolled: Span = {
    traceId,
    spanId: spanIdOf(traceId, 'rollout', runId),
    parentSpanId: run.spanId,
    name: 'rollout',
    startMs: at(first.atMs),
    endMs: at(last.atMs),
    attributes: { ...attributes, 'sosie.rollout.driver': rollout.driver, 'sosie.rollout.event': last.event },
    events: rollout.events.map(({ event, atMs }) => ({
      name: `sosie.rollout.${event}`,
      atMs: at(atMs),
      attributes: {},
    })),
    error,
  };
  return [run, rolled];
}

function runMetrics({ verdict, exposure, findings }: Result): readonly MetricFamily[] {
  const name = 'sosie_observations_total';
  const seen = phases.flatMap((phase) =>
    observationClasses.flatMap((kind) => {
      const value = exposure.byPhase[phase]?.[kind] ?? 0;
      return value === 0 ? [] : [{ labels: { phase, class: kind }, value }];
    }),
  );
  const found = severities.map((severity) => ({
    labels: { severity },
    value: findings.filter((one) => one.severity === severity).reduce((sum, { count }) => sum + count, 0),
  }));
  return [
    stateGauge({
      name: 'sosie_verdict',
      help: 'The verdict, as 1.',
      label: 'verdict',
      states: verdicts,
      holds: verdict,
    }),
    { name, help: 'Answers looked at, by phase and by whose they were.', type: 'counter', samples: seen },
    { name: 'sosie_findings_total', help: 'Findings, by severity.', type: 'counter', samples: found },
    single(
      'counter',
      'sosie_handoffs_total',
      'Sessions seen as own on the old and on the new revision.',
      exposure.handoffs,
    ),
  ];
}
