import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test, type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { makePerson } from '../../../lab/population/person.js';
import { seedPopulation } from '../../../lab/population/seed.js';
import { startChild } from '../../../lab/rollout/child.js';
import { openRedis } from '../../../lab/redis/open.js';
import type { Account } from '../../../lab/shop/account.js';
import { openClient } from '../../../lab/shop/links.js';
import { startFleet } from './fleet.js';

test('ten thousand customers have e-mails, phones and numbers of their own, and mostly names of their own', () => {
  const people = Array.from({ length: 10_250 }, (_, index) => makePerson(3, index + 1));
  for (const field of ['email', 'phone', 'customerNumber'] as const) {
    assert.equal(new Set(people.map((person) => person[field])).size, people.length, field);
  }
  assert.ok(new Set(people.map(({ name }) => name)).size > 9_500);
  assert.ok(
    people.every(
      ({ phone, birthDate }) => /^06( \d\d){4}$/.test(phone) && /^\d{4}-\d\d-\d\d$/.test(birthDate),
    ),
  );
});

test('the same seed makes the same customers, another seed others', () => {
  assert.deepEqual(makePerson(3, 17), makePerson(3, 17));
  assert.notDeepEqual(makePerson(3, 17), makePerson(4, 17));
});

async function seedsAndRemoves(t: TestContext, env: { readonly PATH: string | undefined }): Promise<void> {
  const server = await openRedis(env);
  t.after(() => server.close());
  const lab = await openRedis({ REDIS_URL: server.url });
  assert.match(lab.keyPrefix, /^lab:[0-9a-f]{8}:$/);
  const client = openClient(lab.url, lab.keyPrefix);
  const bare = openClient(lab.url, '');
  t.after(() => [client, bare].forEach((one) => one.disconnect()));
  await bare.set('not ours', '1');
  const plan = { customers: 1_200, testAccounts: 3, seed: 3, password: 'x' };
  const { usernames } = await seedPopulation(client, plan);
  assert.deepEqual(
    usernames,
    [1, 2, 3].map((rank) => `test00${String(rank)}@lagrandeposte.example`),
  );
  assert.equal(await bare.hlen(`${lab.keyPrefix}links`), 1_203);
  // An e-mail and a customer number each, and for two of three a social security number.
  assert.equal(await bare.hlen(`${lab.keyPrefix}logins`), 1_203 * 2 + 802);
  const stored = JSON.parse((await client.get('account:1203')) ?? 'null') as Account;
  assert.equal(stored.username, usernames[2]);
  await lab.close();
  assert.deepEqual(await bare.keys('*'), ['not ours']);
}

test('seeding writes every account under the prefix, and a lab on a given Redis removes its keys', (t) =>
  seedsAndRemoves(t, { PATH: process.env['PATH'] }));

test('so it is with the embedded Redis, whose SCAN passes over keys behind a deleted one', (t) =>
  seedsAndRemoves(t, { PATH: '' }));

test('the crowd signs in, looks around and goes on while its target fails', async (t) => {
  const fleet = await startFleet(t, '');
  const env = { LAB_URL: fleet.origins[0] ?? '', LAB_CROWD: '3', LAB_SEED: '7', LAB_CUSTOMERS: '40' };
  const crowd = startChild({ name: 'crowd', program: 'lab/population/crowd', env, log: () => undefined });
  t.after(() => crowd.kill());
  await crowd.firstLine(20_000);
  const client = openClient(fleet.redisUrl, fleet.keyPrefix);
  t.after(() => client.disconnect());
  const deadline = performance.now() + 40_000;
  while ((await client.keys('sessions-of:*')).length < 3) {
    assert.ok(performance.now() < deadline, 'nobody has signed in');
    await delay(50);
  }
  await fleet.stop();
  const visits: string[] = [];
  const failing = createServer((req, res) => {
    visits.push(req.url ?? '');
    if (visits.length % 2 === 0) res.writeHead(500).end();
    else res.destroy();
  });
  t.after(() => failing.close());
  failing.listen(Number(new URL(fleet.origins[0] ?? '').port), '127.0.0.1');
  while (visits.length < 6) {
    assert.ok(performance.now() < deadline, 'nobody came back');
    await delay(50);
  }
  assert.ok(crowd.isRunning());
  await crowd.stop(3_000);
  assert.ok(!crowd.isRunning());
});
