import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otlpSettings } from '../../../../harness/gate/otlp/otlp-settings.js';

const at = 'http://127.0.0.1:4318';

test('nothing is sent unless an endpoint is set', () => {
  for (const env of [
    {},
    { OTEL_EXPORTER_OTLP_ENDPOINT: '' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: at, OTEL_SDK_DISABLED: 'true' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: at, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' },
  ])
    assert.deepEqual(otlpSettings(env), { settings: null, problem: null });
});

test('the common endpoint gets the path of the signal, its own is taken as it is', () => {
  const { settings } = otlpSettings({
    OTEL_EXPORTER_OTLP_ENDPOINT: `${at}/base/`,
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${at}/mine`,
    OTEL_SERVICE_NAME: 'watch of the shop',
    OTEL_EXPORTER_OTLP_TIMEOUT: '250',
    OTEL_METRIC_EXPORT_INTERVAL: 'soon',
  });
  assert.equal(settings?.tracesUrl, `${at}/base/v1/traces`);
  assert.equal(settings?.metricsUrl, `${at}/mine`);
  assert.deepEqual([settings?.timeoutMs, settings?.metricIntervalMs], [250, 60_000]);
  assert.deepEqual(settings?.resource, { 'service.name': 'watch of the shop' });
});

test('what cannot be done is told, and nothing is sent', () => {
  assert.match(
    otlpSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: at, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }).problem ?? '',
    /grpc/,
  );
  for (const endpoint of ['nowhere', 'file:///etc/passwd']) {
    const { settings, problem } = otlpSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
    assert.equal(settings, null);
    assert.match(problem ?? '', /not an http or https address/);
  }
});

test('a parent that is none is none', () => {
  const parentOf = (text: string) =>
    otlpSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: at, TRACEPARENT: text }).settings?.parent;
  assert.equal(parentOf('00-00000000000000000000000000000000-b7ad6b7169203331-01'), null);
  assert.equal(parentOf('nonsense'), null);
  assert.equal(
    parentOf('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01')?.spanId,
    'b7ad6b7169203331',
  );
});
