import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loginForm } from '../../../harness/config/login-recipes.js';
import { resolveConfig, type Overrides } from '../../../harness/config/resolve.js';
import { SosieError } from '../../../harness/model/errors.js';

const minimal = {
  target: { baseUrl: 'http://127.0.0.1:8080/', revision: { header: 'x-revision' } },
  identities: [{ username: 'ann' }, { username: 'bob' }],
  login: loginForm({ url: '/login' }),
  pages: ['/account'],
};

const settled = (rollout: unknown, flags: Overrides = {}, more: object = {}) =>
  resolveConfig({ ...minimal, ...more, rollout }, flags, { source: 'sosie.config.ts', baseDir: '/project' })
    .rollout;

function problem(rollout: unknown, more: object = {}): string {
  try {
    settled(rollout, {}, more);
  } catch (error) {
    assert.ok(error instanceof SosieError);
    return error.message.split('\n')[1] ?? '';
  }
  return assert.fail('the config was taken');
}

await test('each driver gets its defaults', () => {
  assert.deepEqual(settled({ driver: 'watch' }), { driver: 'watch', settledSeconds: 5, timeoutSeconds: 900 });
  assert.deepEqual(settled({ driver: 'command', command: './deploy.sh' }), {
    driver: 'command',
    command: './deploy.sh',
    rollback: null,
    rollbackOnViolation: false,
    timeoutSeconds: 900,
  });
  assert.deepEqual(settled({ driver: 'kubernetes', workload: 'statefulset/shop.web' }), {
    driver: 'kubernetes',
    workload: 'statefulset/shop.web',
    namespace: null,
    context: null,
    action: 'restart',
    rollback: null,
    rollbackOnViolation: false,
    timeoutSeconds: 900,
  });
  assert.deepEqual(settled({ driver: 'compose', service: 'web', rollback: true }), {
    driver: 'compose',
    service: 'web',
    file: 'docker-compose.yml',
    project: null,
    image: null,
    env: {},
    build: false,
    beforeStop: null,
    drainSeconds: 0,
    rollback: {},
    rollbackOnViolation: false,
    timeoutSeconds: 900,
  });
});

await test('what says how to take a rollout back is kept', () => {
  const images = settled({
    driver: 'kubernetes',
    workload: 'deployment/web',
    image: { web: 'shop:v2' },
    rollback: true,
  });
  assert.ok(images.driver === 'kubernetes');
  assert.deepEqual([images.action, images.rollback], [{ image: { web: 'shop:v2' } }, 'undo']);
  const old = settled({ driver: 'compose', service: 'web', rollback: { env: { RELEASE: 'v1' } } });
  assert.ok(old.driver === 'compose');
  assert.deepEqual(old.rollback, { RELEASE: 'v1' });
});

await test('a flag keeps the settings of its driver, and drops those of another one', () => {
  const watch = { driver: 'watch', settledSeconds: 2 };
  assert.deepEqual(settled(watch, { rollout: 'watch' }), { ...watch, timeoutSeconds: 900 });
  assert.deepEqual(settled({ driver: 'command', command: 'true' }, { rollout: 'watch' }).driver, 'watch');
});

await test('a name that could be taken for an option, or for more than a name, is refused', () => {
  for (const [rollout, words] of [
    [{ driver: 'kubernetes', workload: 'web' }, /rollout\.workload must be "deployment\/NAME"/],
    [{ driver: 'kubernetes', workload: 'deployment/web --all' }, /rollout\.workload must be/],
    [{ driver: 'kubernetes', workload: 'deployment/web', namespace: '-A' }, /rollout\.namespace must be/],
    [
      { driver: 'kubernetes', workload: 'deployment/web', context: '--kubeconfig=x' },
      /rollout\.context must be/,
    ],
    [
      { driver: 'kubernetes', workload: 'deployment/web', image: { web: '; rm' } },
      /rollout\.image\.web must be/,
    ],
    [{ driver: 'kubernetes', workload: 'deployment/web', image: { '--all': 'x' } }, /rollout\.image/],
    [{ driver: 'compose', service: '--rm' }, /rollout\.service must be the name of a service/],
    [{ driver: 'compose', service: 'web', project: 'A b' }, /rollout\.project must be/],
    [{ driver: 'compose', service: 'web', env: { 'A=B': 'x' } }, /rollout\.env/],
    [{ driver: 'helm' }, /rollout/],
  ] as const)
    assert.match(problem(rollout), words);
});

await test('what does not go together is told', () => {
  assert.match(
    problem({ driver: 'watch' }, { target: { baseUrl: 'http://127.0.0.1:8080/' } }),
    /rollout\.driver "watch" needs target\.revision or target\.instance/,
  );
  const web = { driver: 'kubernetes', workload: 'deployment/web' };
  assert.match(problem({ ...web, image: { web: 'shop:v2' }, action: 'undo' }), /exclude each other/);
  assert.match(problem({ ...web, image: {} }), /names no container/);
  assert.match(problem({ ...web, rollbackOnViolation: true }), /needs rollout\.rollback/);
  assert.match(
    problem({ ...web, rollback: true, rollbackOnViolation: true }, { onViolation: 'stop' }),
    /take gate\.rollbackCommand instead/,
  );
});
