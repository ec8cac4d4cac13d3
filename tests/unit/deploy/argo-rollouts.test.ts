import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { z } from 'zod';
import { openGateServer } from '../../../harness/gate/server/gate-server.js';
import type { WatchStatus } from '../../../harness/model/watch-status.js';
import { rolloutStatus, settableSource, type SettableSource } from '../gate/watch-source.js';
import { assess, measure, rolloutDoes, type Measurement } from './argo-analysis.js';
import { recipeDocuments } from './recipes.js';
import { list, type Parsed } from '../parsed.js';

/**
 * The fields of AnalysisTemplate and Rollout that the recipes use, closed to any other: no package here ships the schema.
 * Source: manifests/crds/analysis-template-crd.yaml and rollout-crd.yaml of github.com/argoproj/argo-rollouts, v1.8.
 */
const duration = z.string().regex(/^(\d+(h|m|s))+$/);
const limit = z.int().nonnegative();
const argument = z.strictObject({
  name: z.string(),
  value: z.string().optional(),
  valueFrom: z
    .union([
      z.strictObject({ secretKeyRef: z.strictObject({ name: z.string(), key: z.string() }) }),
      z.strictObject({ podTemplateHashValue: z.enum(['Stable', 'Latest']) }),
      z.strictObject({ fieldRef: z.strictObject({ fieldPath: z.string() }) }),
    ])
    .optional(),
});
const template = z.strictObject({
  apiVersion: z.literal('argoproj.io/v1alpha1'),
  kind: z.literal('AnalysisTemplate'),
  metadata: z.strictObject({ name: z.string(), namespace: z.string().optional() }),
  spec: z.strictObject({
    args: z.array(argument),
    metrics: z.array(
      z.strictObject({
        name: z.string(),
        interval: duration,
        initialDelay: duration.optional(),
        count: limit.optional(),
        successCondition: z.string(),
        failureCondition: z.string(),
        failureLimit: limit,
        inconclusiveLimit: limit.optional(),
        consecutiveErrorLimit: limit.optional(),
        consecutiveSuccessLimit: limit.optional(),
        provider: z.strictObject({
          web: z.strictObject({
            method: z.enum(['GET', 'POST', 'PUT']).optional(),
            url: z.string(),
            headers: z.array(z.strictObject({ key: z.string(), value: z.string() })),
            timeoutSeconds: z.int(),
            jsonPath: z.string(),
          }),
        }),
      }),
    ),
  }),
});
const analysis = z.strictObject({
  templates: z.array(z.strictObject({ templateName: z.string(), clusterScope: z.boolean().optional() })),
  args: z.array(argument),
  startingStep: limit.optional(),
});
const rollout = z.strictObject({
  apiVersion: z.literal('argoproj.io/v1alpha1'),
  kind: z.literal('Rollout'),
  metadata: z.strictObject({ name: z.string() }),
  spec: z.strictObject({
    replicas: limit,
    selector: z.strictObject({ matchLabels: z.record(z.string(), z.string()) }),
    template: z.looseObject({}),
    strategy: z.strictObject({
      canary: z.strictObject({
        analysis,
        steps: z.array(
          z.union([
            z.strictObject({ setWeight: z.int().min(0).max(100) }),
            z.strictObject({ pause: z.strictObject({ duration: duration.optional() }) }),
            z.strictObject({ analysis: analysis.omit({ startingStep: true }) }),
          ]),
        ),
      }),
    }),
  }),
});

const templates = recipeDocuments('argo-rollouts/analysis-templates.yaml');
const [canary] = recipeDocuments('argo-rollouts/rollout.yaml');
const metricOf = (name: string): Parsed => {
  const found = templates.find(({ metadata }) => metadata.name === name);
  assert.ok(found !== undefined, name);
  return found.spec.metrics[0];
};

const token = 'the-token-of-this-test-0123456789';

async function gate(
  t: TestContext,
): Promise<{ readonly source: SettableSource; readonly args: Record<string, string> }> {
  const source = settableSource();
  const server = await openGateServer({ listen: '0.0.0.0:0', token, source });
  t.after(() => server.close());
  const url = server.url.replace('0.0.0.0', '127.0.0.1');
  return { source, args: { 'gate-url': url, 'gate-token': token, revision: 'v2' } };
}

/** Measures until the metric ends, at most as often as its limits allow. */
async function ends(metric: Parsed, args: Readonly<Record<string, string>>): Promise<string> {
  const measurements: Measurement[] = [];
  for (let n = 0; n < 100; n += 1) {
    measurements.push(await measure(metric, args));
    const phase = assess(metric, measurements);
    if (phase !== 'Running') return rolloutDoes[phase];
  }
  return rolloutDoes.Running;
}

test('the templates and the Rollout have the fields of their kinds, and no others', () => {
  for (const one of templates) template.parse(one);
  rollout.parse(canary);
  const planted = structuredClone(templates[0]);
  planted.spec.metrics[0].inconclusiveLimits = 3;
  assert.throws(() => template.parse(planted), /inconclusiveLimits/);
});

test('what the Rollout refers to is there, and gets every argument that has no value', () => {
  const used = [
    canary.spec.strategy.canary.analysis,
    ...list(canary.spec.strategy.canary.steps).flatMap((step) => (step.analysis ? [step.analysis] : [])),
  ];
  for (const { templates: names, args } of used)
    for (const { templateName } of names) {
      const found = templates.find(({ metadata }) => metadata.name === templateName);
      assert.ok(found !== undefined, templateName);
      const wanted = list(found.spec.args).filter((one) => !('value' in one) && !('valueFrom' in one));
      assert.deepEqual(
        wanted.map(({ name }) => name),
        list(args).map(({ name }) => name),
      );
    }
});

const during = (verdict: WatchStatus['verdict']) => rolloutStatus(verdict, { goesOn: true });

test('before the promotion of a canary: pass promotes, fail rolls back, inconclusive pauses', async (t) => {
  const { source, args } = await gate(t);
  const metric = metricOf('sosie-promotion');
  source.set(during('pass'));
  assert.equal(await ends(metric, args), 'promotes');
  source.set(during('fail'));
  assert.equal(await ends(metric, args), 'rolls back');
  source.set(during('inconclusive'));
  assert.equal(await ends(metric, args), 'pauses');
});

test('after a blue-green switch: pass promotes, fail rolls back, inconclusive pauses', async (t) => {
  const { source, args } = await gate(t);
  const metric = metricOf('sosie-release');
  source.set(rolloutStatus('pass'));
  assert.equal(await ends(metric, args), 'promotes');
  source.set(rolloutStatus('fail'));
  assert.equal(await ends(metric, args), 'rolls back');
  source.set(rolloutStatus('inconclusive'));
  assert.equal(await ends(metric, args), 'pauses');
  source.set(during('pass'));
  assert.equal(await ends(metric, args), 'pauses', 'what is not over is no pass yet');
});

test('in the background only a fail ends a canary', async (t) => {
  const { source, args } = await gate(t);
  const metric = metricOf('sosie-watchdog');
  for (const verdict of ['pass', 'inconclusive'] as const) {
    source.set(during(verdict));
    assert.equal(await ends(metric, args), 'waits');
  }
  source.set(during('fail'));
  assert.equal(await ends(metric, args), 'rolls back');
});

test('the verdict on the release before neither promotes nor rolls back the next one', async (t) => {
  const { source, args } = await gate(t);
  const next = { ...args, revision: 'v3' };
  for (const name of ['sosie-promotion', 'sosie-release'])
    for (const verdict of ['pass', 'fail'] as const) {
      source.set(rolloutStatus(verdict));
      assert.equal(await ends(metricOf(name), next), 'pauses', `${name} ${verdict}`);
    }
  source.set(rolloutStatus('fail'));
  assert.equal(await ends(metricOf('sosie-watchdog'), next), 'waits');
});

test('a pass that does not last is no promotion', async (t) => {
  const { source, args } = await gate(t);
  const metric = metricOf('sosie-promotion');
  const measurements: Measurement[] = [];
  for (const verdict of ['inconclusive', 'pass', 'inconclusive', 'pass', 'fail'] as const) {
    assert.equal(assess(metric, measurements), 'Running');
    source.set(during(verdict));
    measurements.push(await measure(metric, args));
  }
  assert.equal(assess(metric, measurements), 'Failed');
});

test('without the token, or without the watch, a measurement is an error and never a success', async (t) => {
  const { source, args } = await gate(t);
  source.set(rolloutStatus('pass'));
  for (const name of ['sosie-promotion', 'sosie-watchdog', 'sosie-release'])
    assert.equal(await measure(metricOf(name), { ...args, 'gate-token': 'x'.repeat(20) }), 'Error');
});
