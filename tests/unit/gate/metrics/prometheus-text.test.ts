import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prometheusText } from '../../../../harness/gate/metrics/prometheus-text.js';
import { watchMetrics } from '../../../../harness/gate/metrics/watch-metrics.js';
import type { WatchStatus } from '../../../../harness/model/watch-status.js';
import { quietStatus, rolloutStatus } from '../watch-source.js';

/** Reads the text format back; throws where a line is none of it. */
function parse(text: string): ReadonlyMap<string, number> {
  const series = new Map<string, number>();
  const types = new Map<string, string>();
  assert.ok(text.endsWith('\n'));
  for (const line of text.slice(0, -1).split('\n')) {
    const [, typed = '', type = ''] = /^# TYPE ([a-z_]+) (counter|gauge)$/.exec(line) ?? [];
    if (typed !== '') {
      assert.ok(!types.has(typed), `${typed} is typed once`);
      types.set(typed, type);
      continue;
    }
    if (/^# HELP [a-z_]+ \S/.test(line)) continue;
    const [, name = '', labels = '', value = ''] =
      /^([a-z_]+)((?:\{(?:[a-z_]+="(?:[^"\\\n]|\\[\\"n])*",?)+\})?) (\S+)$/.exec(line) ?? [];
    assert.ok(types.has(name), `"${line}" comes after its type`);
    assert.equal(
      name.endsWith('_total'),
      types.get(name) === 'counter',
      `${name}: only counters end in _total`,
    );
    assert.ok(Number.isFinite(Number(value)), line);
    assert.ok(!series.has(name + labels), `"${name}${labels}" comes once`);
    series.set(name + labels, Number(value));
  }
  return series;
}

test('a watch as metrics: right names, right types, each series once', () => {
  const status: WatchStatus = {
    ...quietStatus,
    ...rolloutStatus('fail'),
    bound: {
      unit: 'observations',
      phase: null,
      page: null,
      n: 990,
      violations: 0,
      upper: 0.003,
      confidence: 0.95,
    },
    totals: {
      ...quietStatus.totals,
      findings: [{ oracle: 'foreign-data', severity: 'violation', count: 3 }],
      rollouts: { pass: 2, inconclusive: 1, fail: 1 },
    },
  };
  const series = parse(prometheusText(watchMetrics(status)));
  const expected = {
    'sosie_verdict{verdict="fail"}': 1,
    'sosie_verdict{verdict="pass"}': 0,
    'sosie_observations_total{phase="before",class="own"}': 990,
    'sosie_findings_total{oracle="foreign-data",severity="violation"}': 3,
    'sosie_rollouts_total{verdict="pass"}': 2,
    'sosie_mixup_rate_upper_bound_ratio{confidence="0.95"}': 0.003,
    sosie_rollout_in_progress: 0,
    sosie_requests_total: 1200,
    'sosie_breaker_state{state="closed"}': 1,
    'sosie_watch_state{state="watching"}': 1,
  };
  for (const [name, value] of Object.entries(expected)) assert.equal(series.get(name), value, name);
});

test('what a target answers never makes a series', () => {
  const findings = Array.from({ length: 1000 }, (_, n) => ({
    oracle: `oracle-${String(n)}`,
    severity: `"}\n${String(n)}`,
    count: 1,
  }));
  const revisions = Array.from({ length: 50 }, (_, n) => ({
    revision: `r${String(n)}`,
    firstSeenAt: quietStatus.startedAt,
    lastSeenAt: quietStatus.startedAt,
    looks: 1,
    own: 1,
  }));
  const status: WatchStatus = { ...quietStatus, revisions, totals: { ...quietStatus.totals, findings } };
  const series = parse(prometheusText(watchMetrics(status)));
  assert.equal(series.get('sosie_findings_total{oracle="other",severity="other"}'), 1000);
  assert.ok(series.size < 100, `${String(series.size)} series`);
});

test('labels and help are escaped', () => {
  const text = prometheusText([
    {
      name: 'a',
      help: 'one\\two\nthree',
      type: 'gauge',
      samples: [{ labels: { of: 'a"b\\c\nd' }, value: Infinity }],
    },
  ]);
  assert.equal(text, '# HELP a one\\\\two\\nthree\n# TYPE a gauge\na{of="a\\"b\\\\c\\nd"} +Inf\n');
});
