import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otlpSettings, type OtlpSettings } from '../../../../harness/gate/otlp/otlp-settings.js';
import { startWatchTelemetry } from '../../../../harness/gate/otlp/watch-telemetry.js';
import type { WatchedFinding } from '../../../../harness/model/watch-status.js';
import { rolloutStatus, settableSource } from '../watch-source.js';
import { openReceiver } from './receiver.js';
import { list } from '../../parsed.js';

function settingsFor(env: Readonly<Record<string, string>>): OtlpSettings {
  const { settings } = otlpSettings(env);
  assert.ok(settings !== null);
  return settings;
}

const finding: WatchedFinding = {
  run: '20261125-100500-abcd',
  id: 'F1',
  oracle: 'foreign-data',
  severity: 'violation',
  viewer: 'u03',
  owner: 'u07',
  where: 'account',
  phase: 'during',
  revision: 'v2',
  instance: 'b',
  summary: 'u03 was shown data of u07.',
  fields: ['name'],
  masked: ['J*** M*****'],
  seenAt: '2026-11-25T10:05:12.000Z',
};

test('a rollout becomes one span with its findings, under the span of the watch', async (t) => {
  const receiver = await openReceiver(t);
  const source = settableSource();
  const said: string[] = [];
  const settings = settingsFor({
    OTEL_EXPORTER_OTLP_ENDPOINT: `${receiver.url}/`,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=shop%20one',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=staging',
    TRACEPARENT: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  });
  const telemetry = startWatchTelemetry({ settings, source, say: (line) => said.push(line) });
  source.set(rolloutStatus('fail', { goesOn: true }));
  source.set({ ...rolloutStatus('fail'), latest: [finding, { ...finding, run: 'another', id: 'F9' }] });
  source.set({ phase: 'before' });
  await telemetry.close();
  assert.deepEqual(said, []);

  const spans = receiver.got
    .filter(({ path }) => path === '/v1/traces')
    .flatMap(({ body }) => body.resourceSpans[0].scopeSpans[0].spans);
  assert.deepEqual(
    spans.map(({ name }) => name),
    ['rollout', 'watch'],
  );
  const [rollout, watch] = spans;
  assert.equal(rollout.traceId, '0af7651916cd43dd8448eb211c80319c');
  assert.equal(watch.parentSpanId, 'b7ad6b7169203331');
  assert.equal(rollout.parentSpanId, watch.spanId);
  assert.match(rollout.spanId, /^[\da-f]{16}$/);
  assert.equal(rollout.startTimeUnixNano, `${String(Date.parse('2026-11-25T10:05:00.000Z'))}000000`);
  assert.equal(rollout.status.code, 2);
  assert.deepEqual(
    list(rollout.events).map(({ name }) => name),
    ['sosie.finding'],
  );
  const told = JSON.stringify(receiver.got.map(({ body }) => body));
  assert.ok(!told.includes('J***'), 'what was seen stays out, masked or not');
  assert.match(told, /deployment\.environment/);

  const metrics = receiver.got.filter(({ path }) => path === '/v1/metrics');
  assert.equal(metrics[0]?.headers['x-tenant'], 'shop one');
  const byName = new Map(
    list(metrics[0]?.body.resourceMetrics[0].scopeMetrics[0].metrics).map((one) => [one.name, one]),
  );
  const requests = byName.get('sosie.requests');
  assert.deepEqual([requests.sum.isMonotonic, requests.sum.aggregationTemporality], [true, 2]);
  assert.equal(requests.sum.dataPoints[0].asDouble, 1200);
  assert.ok('gauge' in (byName.get('sosie.verdict') as object));
});

test('what can be tried again is, and what cannot is told once', async (t) => {
  const receiver = await openReceiver(t);
  receiver.answers = [503, 429, 200, 400];
  const said: string[] = [];
  const settings = settingsFor({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
  const telemetry = startWatchTelemetry({
    settings,
    source: settableSource(),
    say: (line) => said.push(line),
    sender: { pausesMs: [5, 5] },
  });
  await telemetry.close();
  assert.deepEqual(
    receiver.got.map(({ path }) => path),
    ['/v1/traces', '/v1/traces', '/v1/traces', '/v1/metrics'],
  );
  assert.deepEqual(said, ['OpenTelemetry: 1 requests were given up: the receiver answered 400.']);
});

test('a receiver that never answers neither blocks nor fills the memory', async (t) => {
  const receiver = await openReceiver(t);
  receiver.answers = Array.from({ length: 1000 }, () => 'hang' as const);
  const said: string[] = [];
  const source = settableSource();
  const telemetry = startWatchTelemetry({
    settings: { ...settingsFor({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url }), timeoutMs: 20 },
    source,
    say: (line) => said.push(line),
    sender: { pausesMs: [], mostWaiting: 4 },
  });
  const beganMs = performance.now();
  for (let n = 0; n < 200; n += 1) {
    const { rollout } = rolloutStatus('pass');
    if (rollout) source.set({ ...rolloutStatus('pass'), rollout: { ...rollout, run: `run-${String(n)}` } });
  }
  assert.ok(performance.now() - beganMs < 1000, 'the watch never waits');
  await telemetry.close();
  const [, given] = /(\d+) requests were given up/.exec(said.join()) ?? [];
  assert.equal(Number(given), 202, 'each of them is counted');
});

test('nobody listens: it is told, and that is all', async () => {
  const said: string[] = [];
  const telemetry = startWatchTelemetry({
    settings: settingsFor({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }),
    source: settableSource(),
    say: (line) => said.push(line),
    sender: { pausesMs: [] },
  });
  await telemetry.close();
  assert.deepEqual(said, ['OpenTelemetry: 2 requests were given up: the receiver gave no answer.']);
});
