import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPrinted } from '../../../harness/rollout/printed.js';

const masked = [
  ...['DB_PASSWORD', 'SESSION_SECRET', 'DEPLOY_TOKEN', 'STRIPE_API_KEY', 'AWS_ACCESS_KEY_ID'],
  ...['DB_PASS', 'PASS', 'MYSQL_PWD', 'LDAP_PW', 'GITHUB_PAT', 'DOCKER_AUTH_CONFIG', 'BASIC_AUTH'],
  ...['SIGNING_KEY', 'DEPLOY_KEY', 'STRIPE_KEY', 'APP_KEY_OLD', 'db_pass', 'DB_CREDENTIALS'],
];
const kept = [
  ...['PATH', 'MONKEY', 'PASSENGERS', 'AUTHOR', 'COMPASS', 'KEYBOARD'],
  ...['VAPID_PUBLIC_KEY', 'SIGNING_KEY_ID', 'SSH_AUTH_SOCK', 'AUTH_URL', 'TLS_KEY_FILE'],
];

await test('the value of a variable that is named like a secret is masked wherever it stands', () => {
  for (const name of masked)
    assert.equal(createPrinted({ [name]: 'hunter22' })('signed with hunter22.'), 'signed with ***.', name);
  for (const name of kept)
    assert.equal(
      createPrinted({ [name]: 'hunter22' })('signed with hunter22.'),
      'signed with hunter22.',
      name,
    );
});

await test('the working folder and values of a few characters are no secrets', () => {
  const printed = createPrinted({ PWD: '/srv/shop', DB_PASS: 'web', HTTP_AUTH: 'plain' });
  assert.equal(printed('/srv/shop: web has plain health'), '/srv/shop: web has plain health');
});

await test('an assignment to a name like that of a secret is masked, as in a shell, YAML, JSON and an address', () => {
  const printed = createPrinted({});
  for (const name of masked) {
    assert.equal(printed(`export ${name}=hunter22 done`), `export ${name}=*** done`);
    assert.equal(printed(`  ${name}: "hunter 22", x`), `${name}: ***, x`);
    assert.equal(printed(`{"${name}": "hunter22"}`), `{"${name}": ***}`);
    assert.equal(printed(`GET /x?${name}=hunter22&page=2`), `GET /x?${name}=***&page=2`);
  }
  for (const name of kept) assert.equal(printed(`${name}=hunter22`), `${name}=hunter22`);
  assert.equal(printed('Server=db;Uid=sa;Pwd=hunter22;Encrypt=yes'), 'Server=db;Uid=sa;Pwd=***;Encrypt=yes');
});

await test('a reason that follows such a word stays readable', () => {
  const printed = createPrinted({});
  for (const line of [
    'invalid key: unexpected end of file',
    'auth-service: ImagePullBackOff',
    'user-auth: Pulling, 3 layers',
    'pass: 12, fail: 0',
    'auth-api:8080 refused the connection',
  ])
    assert.equal(printed(line), line);
});

await test('a line without an end is looked through at its beginning only, and never up to half a word', () => {
  const printed = createPrinted({ DB_PASS: 'hunter22' });
  const startedAt = performance.now();
  assert.equal(printed('key_'.repeat(50_000)), '');
  assert.equal(printed(`${'x '.repeat(1_998)}hunter22 `).includes('hunt'), false);
  assert.ok(performance.now() - startedAt < 2_000);
});
