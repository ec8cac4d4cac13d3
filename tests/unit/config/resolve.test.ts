import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveConfig } from '../../../harness/config/resolve.js';
import { loginForm } from '../../../harness/config/login-recipes.js';
import { SosieError } from '../../../harness/model/errors.js';

const minimal = {
  target: { baseUrl: 'http://127.0.0.1:8080/' },
  identities: [{ username: 'ann' }, { username: 'bob' }],
  login: loginForm({ url: '/login' }),
  pages: ['/account'],
};
const origin = { source: 'sosie.config.ts', baseDir: '/project' };

function problems(config: unknown): string {
  try {
    resolveConfig(config, {}, origin);
  } catch (error) {
    assert.ok(error instanceof SosieError);
    return error.message;
  }
  return assert.fail('the config was taken');
}

await test('the smallest config gets its defaults', () => {
  const settings = resolveConfig(minimal, {}, origin);
  assert.equal(settings.target.baseUrl, 'http://127.0.0.1:8080');
  assert.deepEqual(settings.target.allow, ['127.0.0.1:8080']);
  assert.equal(settings.rollout.driver, 'none');
  assert.deepEqual(settings.pages, [{ kind: 'page', path: '/account', name: '/account', self: null }]);
  assert.equal(settings.require.revisions, 0, 'nothing is rolled out, so one revision is enough');
});

await test('a rollout and a revision signal raise the floors', () => {
  const config = {
    ...minimal,
    target: { ...minimal.target, revision: { header: 'x-revision' } },
    rollout: { driver: 'command', command: 'true' },
  };
  const { require } = resolveConfig(config, {}, origin);
  assert.deepEqual([require.revisions, require.handoffs, require.loginsDuring], [2, 1, 1]);
});

await test('flags win over the file', () => {
  const settings = resolveConfig(
    minimal,
    { sessions: 7, during: './deploy.sh', seed: 3, baseUrl: 'http://127.0.0.1:9' },
    origin,
  );
  assert.equal(settings.load.sessions, 7);
  assert.equal(settings.rollout.driver, 'command');
  assert.equal(settings.seed, 3);
  assert.equal(settings.target.baseUrl, 'http://127.0.0.1:9');
});

await test('every mistake is told at once with its path', () => {
  const message = problems({ ...minimal, target: {}, pages: 'none', seed: -1, extra: true });
  assert.match(message, /^4 settings are wrong in sosie\.config\.ts:/);
  assert.match(message, /target\.baseUrl is missing: it must be a URL/);
  assert.match(message, /pages must be a list of paths, but was "none"/);
  assert.match(message, /seed must be a whole number/);
  assert.match(message, /the config has a setting that is not known: extra/);
});

await test('a password in a wrong place is never quoted', () => {
  assert.doesNotMatch(
    problems({ ...minimal, identities: [{ username: 'ann', password: 123456 }, { username: 'bob' }] }),
    /123456/,
  );
});

await test('two identities on one account are refused', () => {
  assert.match(
    problems({ ...minimal, identities: [{ username: 'ann' }, { username: 'ann' }] }),
    /same username/,
  );
});

await test('a URL with credentials is refused', () => {
  assert.match(
    problems({ ...minimal, target: { baseUrl: 'http://ann:secret@127.0.0.1' } }),
    /holds no password/,
  );
});
