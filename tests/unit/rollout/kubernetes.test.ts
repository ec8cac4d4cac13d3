import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubernetesRollout } from '../../../harness/model/rollout.js';
import { driven, withProgram } from './driven.js';
import { recorded, scripted, type Answer } from './kubectl-answers.js';

const settings: KubernetesRollout = {
  driver: 'kubernetes',
  workload: 'deployment/web',
  namespace: 'shop',
  context: 'arn:aws:eks:eu-west-1:1:cluster/staging',
  action: 'restart',
  rollback: null,
  rollbackOnViolation: false,
  timeoutSeconds: 30,
};
const places = '--context=arn:aws:eks:eu-west-1:1:cluster/staging --namespace=shop';

async function rolled(
  more: Partial<KubernetesRollout>,
  answers: readonly Answer[],
  options: Parameters<typeof driven>[1] = {},
) {
  return withProgram('kubectl', scripted(answers), async ({ calls }) => ({
    ...(await driven({ ...settings, ...more }, options)),
    calls: await calls(),
  }));
}

await test('a restart is followed to its end, and each line of kubectl is a step', async () => {
  const { events, calls, rolled: outcome } = await rolled({}, [recorded.restarted, recorded.rolledOut]);
  assert.equal(outcome, 'finished');
  assert.equal(events[0], 'started: kubectl rollout restart deployment/web');
  assert.equal(
    events[2],
    'step: Waiting for deployment "web" rollout to finish: 0 out of 3 new replicas have been updated...',
  );
  assert.equal(events.at(-1), 'finished: deployment/web is rolled out');
  assert.deepEqual(calls, [
    `rollout restart deployment/web ${places}`,
    `rollout status deployment/web --timeout=30s ${places}`,
  ]);
});

await test('new images are set by container, each as one argument', async () => {
  const { calls, rolled: outcome } = await rolled(
    {
      action: { image: { web: 'registry.example/shop:v2', sidecar: 'proxy@sha256:00' } },
      context: null,
      namespace: null,
    },
    [recorded.imageSet, recorded.rolledOut],
  );
  assert.equal(outcome, 'finished');
  assert.equal(calls[0], 'set image deployment/web web=registry.example/shop:v2 sidecar=proxy@sha256:00');
});

await test('an image that is there already is a rollout that failed, and says so', async () => {
  const { events } = await rolled({ action: { image: { web: 'shop:v1' } } }, [recorded.imageIsThere]);
  assert.equal(events.at(-1), 'failed: kubectl changed nothing: deployment/web is as it was to be');
});

await test('a line of client-go on the other output is no change, and one beside a change does no harm', async () => {
  const errors = [
    'I0612 10:11:12.131415    4242 request.go:700] Waited for 1.04s due to client-side throttling',
  ];
  const action = { image: { web: 'shop:v1' } };
  const idle = await rolled({ action }, [{ ...recorded.imageIsThere, errors }]);
  assert.match(idle.events.at(-1) ?? '', /^failed: kubectl changed nothing/);
  const busy = await rolled({ action }, [{ ...recorded.imageSet, errors }, recorded.rolledOut]);
  assert.equal(busy.rolled, 'finished');
});

await test('what kubectl refuses is a rollout that failed, with its last words', async () => {
  for (const [action, answer, words] of [
    [{ image: { web: 'shop:v2' } }, recorded.noContainer, /unable to find container named "web"$/],
    [
      'restart',
      recorded.refused,
      /kubectl rollout restart ended with exit code 1; last output: The connection/,
    ],
    ['undo', recorded.nothingToUndo, /no rollout history found for deployment "web"$/],
    ['undo', recorded.needlesslyUndone, /kubectl changed nothing: deployment.apps\/web skipped rollback/],
  ] as const) {
    const { events, rolled: outcome } = await rolled({ action }, [answer]);
    assert.equal(outcome, 'failed');
    assert.match(events.at(-1) ?? '', words);
  }
});

await test('a rollout that gets stuck failed, and is undone where that is configured', async () => {
  const alone = await rolled({}, [recorded.restarted, recorded.stuck]);
  assert.equal(alone.rolled, 'failed');
  assert.match(alone.events.at(-1) ?? '', /exceeded its progress deadline$/);
  const undone = await rolled({ rollback: 'undo' }, [
    recorded.restarted,
    recorded.stuck,
    recorded.undone,
    recorded.rolledOut,
  ]);
  assert.equal(undone.rolled, 'rolled-back');
  assert.deepEqual(
    undone.kinds.filter((kind) => kind !== 'step'),
    ['started', 'failed', 'rolling-back', 'rolled-back'],
  );
  assert.match(undone.calls[2] ?? '', /^rollout undo deployment\/web --context/);
});

await test('nothing is undone where nothing was changed: that would take the good release away', async () => {
  for (const [action, answer] of [
    [{ image: { web: 'shop:v1' } }, recorded.imageIsThere],
    [{ image: { wep: 'shop:v2' } }, recorded.noContainer],
    ['restart', recorded.refused],
    ['undo', recorded.needlesslyUndone],
  ] as const) {
    const { calls, kinds, rolled: outcome } = await rolled({ action, rollback: 'undo' }, [answer]);
    assert.equal(outcome, 'failed');
    assert.equal(calls.length, 1, answer.to);
    assert.deepEqual([kinds[0], kinds.at(-1)], ['started', 'failed']);
  }
  const unwanted = new AbortController();
  const onEvent = (): void => {
    unwanted.abort();
  };
  const early = await rolled({ rollback: 'undo' }, [], { unwanted: unwanted.signal, onEvent });
  assert.deepEqual([early.calls, early.kinds], [[], ['started']]);
});

await test('a change that was cut half way may have been made, and is undone', async () => {
  const script = `
if (args[1] === 'restart') {
  console.log('deployment.apps/web restarted');
  setInterval(() => undefined, 1000);
} else console.log(args[1] === 'undo' ? 'deployment.apps/web rolled back' : 'done');
`;
  const unwanted = new AbortController();
  const { rolled: outcome } = await withProgram('kubectl', script, async () =>
    driven(
      { ...settings, rollback: 'undo', rollbackOnViolation: true },
      {
        unwanted: unwanted.signal,
        onEvent: (event) => {
          if (event === 'step') unwanted.abort();
        },
      },
    ),
  );
  assert.equal(outcome, 'rolled-back');
});

await test('an undo that fails as well leaves a failed rollout, with both reasons', async () => {
  const { events, rolled: outcome } = await rolled({ rollback: 'undo' }, [
    recorded.restarted,
    recorded.timedOut,
    recorded.nothingToUndo,
  ]);
  assert.equal(outcome, 'failed');
  assert.deepEqual(
    events.filter((event) => event.startsWith('failed')).map((event) => event.slice(-40)),
    [
      'error: timed out waiting for the condition'.slice(-40),
      'no rollout history found for deployment "web"'.slice(-40),
    ],
  );
});

await test('a violation ends the following at once, and the rollout is undone', async () => {
  const unwanted = new AbortController();
  const script = `
if (args[1] === 'status' && !existsSync(folder + '/undone')) {
  console.log('Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...');
  setInterval(() => undefined, 1000);
} else if (args[1] === 'undo') {
  writeFileSync(folder + '/undone', '');
  console.log('deployment.apps/web rolled back');
} else console.log('deployment.apps/web restarted');
`;
  const { rolled: outcome, kinds } = await withProgram('kubectl', script, async () =>
    driven(
      { ...settings, rollback: 'undo', rollbackOnViolation: true },
      {
        unwanted: unwanted.signal,
        onEvent: (() => {
          let steps = 0;
          return (event) => {
            if (event === 'step' && ++steps === 2) unwanted.abort();
          };
        })(),
      },
    ),
  );
  assert.equal(outcome, 'rolled-back');
  assert.deepEqual(
    kinds.filter((kind) => kind !== 'step'),
    ['started', 'rolling-back', 'rolled-back'],
  );
});

await test('without kubectl the rollout failed, and says what is missing', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '/nowhere';
  try {
    const { events } = await driven(settings);
    assert.match(
      events.at(-1) ?? '',
      /^failed: kubectl rollout restart could not be started: there is no program "kubectl"/,
    );
  } finally {
    process.env['PATH'] = path;
  }
});
