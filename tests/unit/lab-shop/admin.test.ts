import assert from 'node:assert/strict';
import { test } from 'node:test';
import { request } from 'undici';
import { z } from 'zod';
import { adminToken, type Fleet, startFleet } from './fleet.js';
import { newVisitor, signIn } from './visitor.js';

const madeAccounts = z.object({
  accounts: z.array(
    z.object({
      reference: z.string(),
      id: z.string(),
      username: z.string(),
      data: z.record(z.string(), z.string()),
    }),
  ),
});

async function ask(
  fleet: Fleet,
  method: 'POST' | 'DELETE',
  body: unknown,
  token = adminToken,
): Promise<[number, unknown]> {
  const answer = await request(`${fleet.origins[0] ?? ''}/admin/accounts`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return [answer.statusCode, await answer.body.json()];
}

test('the admin API', async (t) => {
  const fleet = await startFleet(t, '');

  await t.test('refuses a wrong token', async () => {
    const [status] = await ask(fleet, 'POST', { accounts: [] }, 'wrong');
    assert.equal(status, 401);
  });

  await t.test('makes accounts that can sign in, with the data given and the rest made up', async () => {
    const accounts = [
      {
        reference: 'a',
        password: 'one',
        name: 'Zoé Minted',
        email: 'Zoe.Minted@example.test',
        note: 'mk-1 <&>',
      },
      { reference: 'b', password: 'two' },
    ];
    const [status, body] = await ask(fleet, 'POST', { accounts });
    assert.equal(status, 201);
    const made = madeAccounts.parse(body).accounts;
    assert.deepEqual(
      made.map(({ reference }) => reference),
      ['a', 'b'],
    );
    const [first, second] = made;
    assert.ok(first !== undefined && second !== undefined);
    assert.equal(first.username, 'Zoe.Minted@example.test');
    assert.equal(first.data['name'], 'Zoé Minted');
    assert.equal(first.data['email'], 'Zoe.Minted@example.test');
    for (const field of [
      'name',
      'email',
      'phone',
      'street',
      'city',
      'postcode',
      'birthDate',
      'customerNumber',
      'note',
    ]) {
      assert.notEqual(second.data[field] ?? '', '', field);
    }
    const visitor = newVisitor(fleet.origins);
    assert.equal((await signIn(visitor, 'ZOE.minted@example.test', 'one')).status, 303);
    assert.match((await visitor.get('/profile')).text, /mk-1 &lt;&amp;&gt;/);
  });

  await t.test(
    'makes none of them where an e-mail is taken or given twice, or the request is wrong',
    async () => {
      const taken = { reference: 'c', password: 'x', email: fleet.usernames[0] };
      const fresh = { reference: 'd', password: 'x', email: 'fresh@example.test' };
      assert.equal((await ask(fleet, 'POST', { accounts: [fresh, taken] }))[0], 409);
      assert.equal((await ask(fleet, 'POST', { accounts: [fresh, fresh] }))[0], 409);
      assert.equal((await ask(fleet, 'POST', { accounts: [{ reference: 'e' }] }))[0], 400);
      assert.equal((await signIn(newVisitor(fleet.origins), 'fresh@example.test', 'x')).status, 401);
    },
  );

  await t.test('removes accounts with their sessions, and ignores the unknown', async () => {
    const [, body] = await ask(fleet, 'POST', { accounts: [{ reference: 'f', password: 'x' }] });
    const [made] = madeAccounts.parse(body).accounts;
    const { id = '', username = '' } = made ?? {};
    const visitor = newVisitor(fleet.origins);
    await signIn(visitor, username, 'x');
    assert.equal((await visitor.get('/api/me')).status, 200);
    assert.deepEqual(await ask(fleet, 'DELETE', { ids: [id, '999999'] }), [200, { removed: 1 }]);
    assert.equal((await visitor.get('/api/me')).status, 401);
    assert.equal((await signIn(newVisitor(fleet.origins), username, 'x')).status, 401);
  });
});

test('with the control `namesakes`, accounts share name, town and birth date two by two, and nothing else', async (t) => {
  const fleet = await startFleet(t, 'namesakes');
  const wanted = Array.from({ length: 4 }, (_, index) => ({ reference: String(index), password: 'x' }));
  const [, body] = await ask(fleet, 'POST', { accounts: wanted });
  const [first, second, third] = madeAccounts.parse(body).accounts.map(({ data }) => data);
  assert.ok(first !== undefined && second !== undefined && third !== undefined);
  for (const field of ['name', 'city', 'birthDate']) assert.equal(first[field], second[field], field);
  for (const field of ['email', 'phone', 'customerNumber', 'note'])
    assert.notEqual(first[field], second[field], field);
  assert.notEqual(first['name'], third['name']);
});
