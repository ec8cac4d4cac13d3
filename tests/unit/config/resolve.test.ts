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

await test('an exception must name one page: what a report calls all unlisted URLs is refused', () => {
  const except = ['/…', '/….json', '/account', '/account/photo.png'].map((page) => ({ page, fields: '*' }));
  const message = problems({ ...minimal, isolation: { except } });
  assert.match(message, /isolation\.except\.0\.page must name one page, but was "\/…"/);
  assert.match(message, /isolation\.except\.1\.page .* list that URL in pages or api, and name it here/);
  assert.doesNotMatch(message, /isolation\.except\.[23]/);
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

await test('a form in a .json file may leave its selectors out', () => {
  const form = (login: object): unknown => ({ ...minimal, login: { kind: 'form', url: '/login', ...login } });
  assert.deepEqual(resolveConfig(form({}), {}, origin).login, loginForm({ url: '/login' }));
  assert.deepEqual(
    resolveConfig(form({ submit: '#go' }), {}, origin).login,
    loginForm({ url: '/login', submit: '#go' }),
  );
  assert.match(problems(form({ username: 5 })), /login\.username must be a CSS selector, but was 5/);
  assert.match(problems(form({ url: 'login' })), /login\.url must be a path that begins with "\/"/);
  assert.match(problems(form({ user: '#name' })), /login has a setting that is not known: user\./);
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

const inline = {
  ...minimal,
  identities: [
    { username: 'ann', data: { invoice: '1' } },
    { username: 'bob', data: { invoice: '2' } },
  ],
};

await test('streams, private URLs, writes and API clients are taken, with their defaults', () => {
  const settings = resolveConfig(
    {
      ...inline,
      streams: [{ path: '/events', kind: 'events' }],
      objects: { urls: ['/invoices/{invoice}.pdf'] },
      writes: [{ path: '/note', field: 'note', readBack: '/account' }],
      clients: [
        { name: 'north', tokenEnv: 'NORTH', api: ['/partner'], grants: [{ tenants: ['n'], fields: '*' }] },
      ],
      load: { schedules: ['keep-reloading', 'probes'] },
    },
    {},
    origin,
  );
  assert.deepEqual(settings.streams, [{ kind: 'events', path: '/events', name: '/events', self: null }]);
  assert.equal(settings.objects.harvest, true);
  assert.ok(settings.objects.exposed.includes('/export.csv'));
  assert.deepEqual(settings.writes[0], {
    name: '/note',
    path: '/note',
    field: 'note',
    method: 'POST',
    form: null,
    readBack: settings.pages[0],
  });
  assert.deepEqual(settings.clients[0]?.pages[0]?.kind, 'api');
  assert.deepEqual(settings.load.schedules, ['keep-reloading', 'probes']);
});

await test('what does not fit together is told: a page that is not there, a field that nobody has, a client without a token', () => {
  const message = problems({
    ...inline,
    objects: { urls: ['/i/{phone}', '/plain'] },
    writes: [{ path: '/note', field: 'note', readBack: 'profile' }],
    clients: [{ name: 'n', api: [], grants: [{ tenants: [], fields: '*' }] }],
  });
  assert.match(
    message,
    /objects\.urls\.0 names the field "phone", which no identity has: .*username, invoice/,
  );
  assert.match(message, /objects\.urls\.1 must name a field of the account in braces/);
  assert.match(message, /writes\.0\.readBack must be the name of a page, but was "profile": .*\/account/);
  assert.match(message, /clients\.0 needs a token or a tokenEnv/);
  assert.match(message, /clients\.0\.api is empty/);
  assert.match(message, /clients\.0\.grants: each needs at least one tenant/);
});

await test('wrong shapes of the new settings are told with what was expected', () => {
  const message = problems({
    ...inline,
    streams: [{ path: '/x', kind: 'polling' }],
    clients: [{ name: 'n', token: 42, api: ['/p'], grants: [] }],
    load: { schedules: ['storm'] },
  });
  assert.match(message, /streams\.0\.kind must be one of "websocket", "events"/);
  assert.match(message, /load\.schedules\.0 must be one of "keep-reloading"/);
  assert.doesNotMatch(message, /42/);
});

await test('a setting of a rollout or a login that is not known is named', () => {
  const rollout = { driver: 'kubernetes', workload: 'deployment/shop', imgae: {} };
  assert.match(problems({ ...minimal, rollout }), /rollout has a setting that is not known: imgae/);
  const login = { kind: 'form', url: '/login', user: '#name' };
  assert.match(problems({ ...minimal, login }), /login has a setting that is not known: user/);
});
