import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { z } from 'zod';
import { openGateServer } from '../../../harness/gate/server/gate-server.js';
import { ask } from '../gate/ask.js';
import { quietStatus, rolloutStatus, settableSource, type SettableSource } from '../gate/watch-source.js';
import { recipeDocuments } from './recipes.js';
import { list } from '../parsed.js';

/**
 * The fields of Canary that the recipe uses, closed to any other: no package here ships the schema.
 * Source: artifacts/flagger/crd.yaml of github.com/fluxcd/flagger.
 */
const duration = z.string().regex(/^[0-9]+(m|s)/);
const canarySchema = z.strictObject({
  apiVersion: z.literal('flagger.app/v1beta1'),
  kind: z.literal('Canary'),
  metadata: z.strictObject({ name: z.string(), namespace: z.string() }),
  spec: z.strictObject({
    targetRef: z.strictObject({
      apiVersion: z.string(),
      kind: z.enum(['DaemonSet', 'Deployment', 'Service']),
      name: z.string(),
    }),
    service: z.strictObject({ port: z.number(), targetPort: z.union([z.number(), z.string()]) }),
    analysis: z.strictObject({
      interval: duration,
      threshold: z.number(),
      maxWeight: z.number(),
      stepWeight: z.number(),
      webhooks: z.array(
        z.strictObject({
          name: z.string(),
          type: z.enum([
            'confirm-rollout',
            'pre-rollout',
            'rollout',
            'confirm-promotion',
            'post-rollout',
            'event',
            'rollback',
            'confirm-traffic-increase',
          ]),
          url: z.url(),
          timeout: duration,
          retries: z.number().optional(),
          metadata: z.record(z.string(), z.string()),
        }),
      ),
    }),
  }),
});

const [canary] = recipeDocuments('flagger/canary.yaml');
const token = 'the-token-of-this-test-0123456789';

interface Flagger {
  readonly source: SettableSource;
  readonly rolledBack: readonly unknown[];
  /** Calls the hooks of a type as Flagger does (pkg/controller/webhook.go): a POST, and 200 to 202 is a yes. */
  yes(type: string, checksum?: string): Promise<boolean>;
}

async function flagger(t: TestContext, metadata = { token }): Promise<Flagger> {
  const source = settableSource();
  const rolledBack: unknown[] = [];
  const server = await openGateServer({
    listen: '0.0.0.0:0',
    token,
    source,
    onRollback: (one) => rolledBack.push(one),
  });
  t.after(() => server.close());
  return {
    source,
    rolledBack,
    async yes(type, checksum = 'c1') {
      const hooks = list(canary.spec.analysis.webhooks).filter((hook) => hook.type === type);
      assert.equal(hooks.length, 1, type);
      const { pathname, port } = new URL(hooks[0].url);
      assert.equal(port, '9464');
      const body = JSON.stringify({
        name: 'shop',
        namespace: 'shop',
        phase: 'Progressing',
        checksum,
        metadata,
      });
      const url = server.url.replace('0.0.0.0', '127.0.0.1') + pathname;
      const answer = await ask(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      if (answer.status > 202) assert.ok(answer.body.trim().length > 0, 'a refusal says why');
      return answer.status <= 202;
    },
  };
}

const soon = (): string => new Date(Date.now() + 1000).toISOString();

test('the Canary has the fields of its kind, and no others', () => {
  canarySchema.parse(canary);
  const planted = structuredClone(canary);
  planted.spec.analysis.webhooks[0].header = 'x';
  assert.throws(() => canarySchema.parse(planted), /header/);
});

test('the timeouts of the hooks of one check are shorter than the interval', () => {
  const seconds = (text: string): number => Number(text.replace(/s$/, ''));
  const all = list(canary.spec.analysis.webhooks).reduce<number>(
    (sum, { timeout }) => sum + seconds(timeout),
    0,
  );
  assert.ok(all <= seconds(canary.spec.analysis.interval), String(all));
});

test('a sound canary: begins, goes on, is promoted once it was seen enough', async (t) => {
  const { source, yes, rolledBack } = await flagger(t);
  assert.ok(await yes('confirm-rollout'));
  assert.ok(await yes('pre-rollout'));
  assert.ok(!(await yes('rollback')));
  const startedAt = soon();
  source.set(rolloutStatus('inconclusive', { goesOn: true, startedAt }));
  assert.ok(await yes('rollout'));
  assert.ok(!(await yes('confirm-promotion')), 'inconclusive pauses');
  assert.ok(!(await yes('rollback')));
  source.set(rolloutStatus('pass', { goesOn: true, startedAt }));
  assert.ok(await yes('rollout'));
  assert.ok(await yes('confirm-promotion'), 'pass promotes');
  assert.ok(!(await yes('rollback')));
  assert.deepEqual(rolledBack, []);
});

test('a canary with a mix-up is rolled back, and the one that mends it is not', async (t) => {
  const { source, yes, rolledBack } = await flagger(t);
  assert.ok(await yes('pre-rollout'));
  source.set(rolloutStatus('fail', { goesOn: true, startedAt: soon() }));
  assert.ok(!(await yes('rollout')));
  assert.ok(!(await yes('confirm-promotion')));
  assert.ok(await yes('rollback'), 'fail rolls back');
  assert.deepEqual(rolledBack, [{ name: 'shop', namespace: 'shop' }]);
  // The fail stands until another release answers; by then Flagger has asked about the next one.
  source.set({
    rollout: { ...(source.status().rollout ?? assert.fail()), startedAt: quietStatus.startedAt },
  });
  assert.ok(await yes('pre-rollout', 'c2'));
  assert.ok(!(await yes('rollback', 'c2')));
  assert.ok(await yes('rollout', 'c2'));
});

test('nothing begins while nobody looks', async (t) => {
  const { source, yes } = await flagger(t);
  source.set({ state: 'stopped' });
  assert.ok(!(await yes('confirm-rollout')));
  assert.ok(!(await yes('pre-rollout')));
});

test('without the token every hook is a no, the rollback too', async (t) => {
  const { source, yes } = await flagger(t, { token: 'another-token-0123456789' });
  source.set(rolloutStatus('fail', { goesOn: true, startedAt: soon() }));
  for (const { type } of canary.spec.analysis.webhooks) assert.ok(!(await yes(type)), type);
});
