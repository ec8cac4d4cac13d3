import { oracleNames, severities } from '../../model/finding.js';
import { observationClasses } from '../../model/observation.js';
import { phases } from '../../model/phase.js';
import { verdicts } from '../../model/verdict.js';
import { version } from '../../model/version.js';
import type { WatchStatus, WatchTotals } from '../../model/watch-status.js';
import { single, stateGauge, type MetricFamily, type Sample } from './metric-family.js';

/** What labels may say. Anything else counts as "other": what a target answers never makes a series. */
const states = ['learning', 'watching', 'stopped', 'ending'];

/** A watch as metrics: at most some hundred series, whatever the target answers and however long it goes on. */
export function watchMetrics(status: WatchStatus): readonly MetricFamily[] {
  return [
    {
      name: 'sosie_build_info',
      help: 'Version of Sosie; always 1.',
      type: 'gauge',
      samples: [{ labels: { version }, value: 1 }],
    },
    ...verdictMetrics(status),
    ...seenMetrics(status.totals),
    ...paceMetrics(status),
  ];
}

function verdictMetrics(status: WatchStatus): readonly MetricFamily[] {
  const { bound, rollout, totals } = status;
  const verdict = { label: 'verdict', states: verdicts };
  return [
    stateGauge({ ...verdict, name: 'sosie_verdict', help: 'The verdict, as 1.', holds: status.verdict }),
    stateGauge({
      ...verdict,
      name: 'sosie_verdict_so_far',
      help: 'The verdict as if the rollout were over now, as 1.',
      holds: status.soFar,
    }),
    single(
      'gauge',
      'sosie_verdict_since_seconds',
      'Since when the verdict stands, Unix time.',
      seconds(status.since),
    ),
    single(
      'gauge',
      'sosie_rollout_in_progress',
      'Whether a rollout goes on or is not judged yet.',
      rollout !== null && rollout.judgedAt === null ? 1 : 0,
    ),
    stateGauge({
      name: 'sosie_phase',
      help: 'The phase, as 1.',
      label: 'phase',
      states: phases,
      holds: status.phase,
    }),
    {
      name: 'sosie_rollouts_total',
      help: 'Rollouts judged, by their verdict.',
      type: 'counter',
      samples: verdicts.map((one) => ({ labels: { verdict: one }, value: totals.rollouts[one] })),
    },
    {
      name: 'sosie_mixup_rate_upper_bound_ratio',
      help: 'Highest rate of mix-ups among own observations that is not excluded at the confidence.',
      type: 'gauge',
      samples:
        bound === null ? [] : [{ labels: { confidence: String(bound.confidence) }, value: bound.upper }],
    },
  ];
}

function seenMetrics({ byPhase, findings, handoffs }: WatchTotals): readonly MetricFamily[] {
  const seen = phases.flatMap((phase) =>
    Object.entries(byPhase[phase] ?? {}).map(([name, value]) => ({
      labels: { phase, class: known(observationClasses, name) },
      value,
    })),
  );
  const found = findings.map(({ oracle, severity, count }) => ({
    labels: { oracle: known(oracleNames, oracle), severity: known(severities, severity) },
    value: count,
  }));
  return [
    {
      name: 'sosie_observations_total',
      help: 'Answers looked at, by phase and by whose they were.',
      type: 'counter',
      samples: summed(seen),
    },
    {
      name: 'sosie_findings_total',
      help: 'Findings, by oracle and severity.',
      type: 'counter',
      samples: summed(found),
    },
    single(
      'counter',
      'sosie_handoffs_total',
      'Sessions seen as own on the old and on the new revision.',
      handoffs,
    ),
  ];
}

function paceMetrics({ pace, state, paused, startedAt }: WatchStatus): readonly MetricFamily[] {
  return [
    stateGauge({
      name: 'sosie_watch_state',
      help: 'What the watch does, as 1.',
      label: 'state',
      states,
      holds: state,
    }),
    single('gauge', 'sosie_watch_start_time_seconds', 'When the watch began, Unix time.', seconds(startedAt)),
    stateGauge({
      name: 'sosie_watch_paused',
      help: 'Why nothing is asked for at present, as 1.',
      label: 'because',
      states: ['asked-to-wait', 'breaker'],
      holds: paused?.because ?? null,
    }),
    single('counter', 'sosie_requests_total', 'Requests sent to the target.', pace.requests),
    single('gauge', 'sosie_request_rate', 'Requests per second of late.', pace.currentRate),
    single('gauge', 'sosie_request_rate_limit', 'Most requests per second.', pace.ratePerSecond),
    stateGauge({
      name: 'sosie_breaker_state',
      help: 'The circuit breaker, as 1.',
      label: 'state',
      states: ['closed', 'open', 'half-open'],
      holds: pace.breaker,
    }),
    single(
      'counter',
      'sosie_breaker_opened_total',
      'Times that the circuit breaker opened.',
      pace.breakerOpened,
    ),
  ];
}

function known(names: readonly string[], name: string): string {
  return names.includes(name) ? name : 'other';
}

/** Two series with the same labels are an error of the format: what fell together as "other" is added up. */
function summed(samples: readonly Sample[]): readonly Sample[] {
  const byLabels = new Map<string, Sample>();
  for (const { labels, value } of samples) {
    const key = JSON.stringify(labels);
    byLabels.set(key, { labels, value: (byLabels.get(key)?.value ?? 0) + value });
  }
  return [...byLabels.values()];
}

function seconds(iso: string): number {
  return Date.parse(iso) / 1000;
}
