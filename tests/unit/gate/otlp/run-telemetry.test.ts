import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sendRun } from '../../../../harness/gate/otlp/run-telemetry.js';
import { failInput, passInput } from '../../report/samples.js';
import { openReceiver } from './receiver.js';
import { list } from '../../parsed.js';

const unexpected = (line: string): void => {
  throw new Error(line);
};

test('a run becomes a trace of itself and its rollout, with the findings as events', async (t) => {
  const receiver = await openReceiver(t);
  const said: string[] = [];
  const { result } = failInput();
  await sendRun({
    result,
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url },
    say: (line) => said.push(line),
  });
  assert.deepEqual(said, []);
  const [traces, metrics] = receiver.got;
  const [run, rollout] = traces?.body.resourceSpans[0].scopeSpans[0].spans ?? [];
  assert.deepEqual([run.name, rollout.name], ['run', 'rollout']);
  assert.equal(rollout.parentSpanId, run.spanId);
  assert.equal(run.status.code, 2);
  const findings = list(run.events).map(({ attributes }) => attributes[0].value.stringValue);
  assert.deepEqual(
    findings,
    result.findings.map(({ id }) => id),
  );
  const told = JSON.stringify(traces?.body);
  for (const { masked } of result.findings.flatMap(({ evidence }) => evidence))
    for (const text of masked)
      assert.ok(!told.includes(JSON.stringify(text).slice(1, -1)), 'not even masked');
  const names = list(metrics?.body.resourceMetrics[0].scopeMetrics[0].metrics).map(({ name }) => name);
  assert.deepEqual(names, ['sosie.verdict', 'sosie.observations', 'sosie.findings', 'sosie.handoffs']);
});

test('a pass is no error, and the same run is the same trace', async (t) => {
  const receiver = await openReceiver(t);
  const { result } = passInput();
  const env = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/t` };
  await sendRun({ result, env, say: unexpected });
  await sendRun({ result, env, say: unexpected });
  assert.deepEqual(
    receiver.got.map(({ path }) => path),
    ['/t', '/t'],
  );
  assert.deepEqual(receiver.got[0]?.body, receiver.got[1]?.body);
  assert.equal(receiver.got[0]?.body.resourceSpans[0].scopeSpans[0].spans[0].status.code, 1);
});

test('without an endpoint nothing is sent, and a receiver that hangs holds a run up for seconds at most', async (t) => {
  const { result } = passInput();
  await sendRun({ result, env: {}, say: unexpected });
  const receiver = await openReceiver(t);
  receiver.answers = ['hang', 'hang'];
  const said: string[] = [];
  const beganMs = performance.now();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_EXPORTER_OTLP_TIMEOUT: '60000' };
  await sendRun({ result, env, say: (line) => said.push(line) });
  assert.ok(performance.now() - beganMs < 8000);
  assert.deepEqual(said, ['OpenTelemetry: 2 of 2 requests were given up: the receiver gave no answer.']);
});
