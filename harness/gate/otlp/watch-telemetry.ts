import { version } from '../../model/version.js';
import type { WatchedRollout, WatchSource, WatchStatus } from '../../model/watch-status.js';
import { watchMetrics } from '../metrics/watch-metrics.js';
import { findingEvent } from './finding-event.js';
import { metricsRequest, resourceOf, traceRequest, type Span } from './otlp-json.js';
import { createOtlpSender, type OtlpSenderOptions } from './otlp-sender.js';
import type { OtlpSettings } from './otlp-settings.js';
import { spanIdOf, traceIdOf } from './span-ids.js';

export interface WatchTelemetryOptions {
  readonly settings: OtlpSettings;
  readonly source: WatchSource;
  readonly say: (line: string) => void;
  readonly sender?: Pick<OtlpSenderOptions, 'pausesMs' | 'mostWaiting'>;
}

/** Waits so long for the last of it when the watch ends. */
const closeWithinMs = 5000;

/**
 * Sends a watch to OpenTelemetry: a span for each rollout once it is judged, with its findings as events; one for the watch when
 * it ends; and its metrics at an interval. `close` waits at most five seconds. Never throws: a receiver that is gone changes nothing.
 */
export function startWatchTelemetry(options: WatchTelemetryOptions): { close(): Promise<void> } {
  const { settings, source, say } = options;
  const { tracesUrl, metricsUrl, metricIntervalMs } = settings;
  const sender = createOtlpSender({ ...settings, ...options.sender });
  const resource = resourceOf(settings, version);
  const sentRollouts = new Set<string>();
  const { startedAt } = source.status();
  const traceId = settings.parent?.traceId ?? traceIdOf(startedAt + source.status().target);
  const watchSpan = spanIdOf(traceId, 'watch', startedAt);

  const spans = (list: readonly Span[]): void => {
    if (tracesUrl !== null) sender.send(tracesUrl, traceRequest(list, resource, version));
  };
  const metrics = (): void => {
    if (metricsUrl === null) return;
    const about = { resource, version, startMs: Date.parse(startedAt), atMs: Date.now() };
    sender.send(metricsUrl, metricsRequest(watchMetrics(source.status()), about));
  };
  const see = (status: WatchStatus): void => {
    const { rollout } = status;
    if (typeof rollout?.judgedAt !== 'string' || sentRollouts.has(rollout.run)) return;
    sentRollouts.add(rollout.run);
    const [oldest] = sentRollouts;
    if (sentRollouts.size > 100 && oldest !== undefined) sentRollouts.delete(oldest);
    spans([rolloutSpan(rollout, status, { traceId, parentSpanId: watchSpan })]);
  };
  const unsubscribe = source.subscribe(see);
  const timer = setInterval(metrics, metricIntervalMs);
  timer.unref();
  see(source.status());

  return {
    async close() {
      unsubscribe();
      clearInterval(timer);
      const status = source.status();
      see(status);
      spans([
        endedWatch(status, { traceId, spanId: watchSpan, parentSpanId: settings.parent?.spanId ?? null }),
      ]);
      metrics();
      const { dropped, why } = await sender.close(closeWithinMs);
      if (dropped > 0) say(`OpenTelemetry: ${String(dropped)} requests were given up: ${why ?? 'unknown'}.`);
    },
  };
}

function rolloutSpan(
  rollout: WatchedRollout & { readonly judgedAt: string | null },
  status: WatchStatus,
  ids: Pick<Span, 'traceId' | 'parentSpanId'>,
): Span {
  return {
    ...ids,
    spanId: spanIdOf(ids.traceId, 'rollout', rollout.run),
    name: 'rollout',
    startMs: Date.parse(rollout.startedAt),
    endMs: Date.parse(rollout.finishedAt ?? rollout.judgedAt ?? rollout.startedAt),
    attributes: {
      'sosie.run': rollout.run,
      'sosie.target': status.target,
      'sosie.rollout.detail': rollout.detail,
      'sosie.rollout.phase': rollout.phase,
      'sosie.verdict': status.verdict,
      'sosie.reasons': status.reasons.map(({ code }) => code).join(','),
    },
    events: status.latest
      .filter(({ run }) => run === rollout.run)
      .map((finding) => findingEvent(finding, Date.parse(finding.seenAt))),
    error: status.verdict === 'fail' ? 'somebody was shown data of somebody else' : null,
  };
}

function endedWatch(status: WatchStatus, ids: Pick<Span, 'traceId' | 'spanId' | 'parentSpanId'>): Span {
  const { rollouts } = status.totals;
  return {
    ...ids,
    name: 'watch',
    startMs: Date.parse(status.startedAt),
    endMs: Date.now(),
    attributes: {
      'sosie.target': status.target,
      'sosie.requests': status.pace.requests,
      'sosie.rollouts.pass': rollouts.pass,
      'sosie.rollouts.inconclusive': rollouts.inconclusive,
      'sosie.rollouts.fail': rollouts.fail,
    },
    events: [],
    error: rollouts.fail > 0 ? 'a rollout failed' : null,
  };
}
