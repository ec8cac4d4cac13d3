import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clientIdentities } from '../../../harness/identities/client-identities.js';
import { nearEmail, planNear } from '../../../harness/identities/near.js';
import { openRoster } from '../../../harness/identities/roster.js';
import { chooseMarkers, mintValues } from '../../../harness/markers/index.js';
import type { Identity } from '../../../harness/model/identity.js';
import { nearnesses, type WantedAccount } from '../../../harness/model/provisioner.js';
import { createScanner } from '../../../harness/scan/index.js';

await test('from 16 identities on every kind of nearness is there, never as a chain, and never of more than four in ten', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 500 }), (count) => {
      const plan = planNear(count);
      for (const [index, { of }] of plan) {
        assert.ok(of >= 0 && of < index);
        assert.ok(!plan.has(of));
      }
      const kinds = new Set([...plan.values()].map(({ how }) => how));
      assert.ok(count < 16 || kinds.size === nearnesses.length);
      assert.ok(plan.size <= count * 0.4);
    }),
  );
});

/** A pair of identities, the second near to the first, and nothing but what was minted. */
function pair(how: (typeof nearnesses)[number]): Identity[] {
  return [0, 1].map((index) => {
    const minted = mintValues('secret', index);
    const [other = '', own = ''] = [0, index].map((one) => mintValues('secret', one)['email']);
    const email = index === 0 ? own : nearEmail(how, { other, own });
    return {
      id: `u0${String(index + 1)}`,
      index,
      credentials: { username: email, password: 'x' },
      aliases: [],
      traits: [],
      tenant: null,
      data: {},
      minted: { ...minted, email },
    };
  });
}

await test('an address that folds to its twin is no marker, and one that does not is found for its owner alone', () => {
  for (const how of nearnesses) {
    const people = pair(how);
    const { markers } = chooseMarkers(people, { learned: [], isAnonymous: () => new Set() });
    const scanner = createScanner(markers);
    for (const person of people) {
      const page = `<p>${Object.values(person.minted).join('</p><p>')}</p>`;
      const { hits } = scanner.scan(Buffer.from(page), { contentType: 'text/html' });
      assert.ok(hits.length >= 3, how);
      for (const { marker } of hits) assert.equal(marker.owner, person.index, `${how}: ${marker.field}`);
    }
    const emails = markers.filter(({ field }) => field === 'email').length;
    assert.equal(emails, ['dots', 'prefix', 'recreated'].includes(how) ? 2 : 0, how);
  }
});

await test('a provisioner is told who should be near to whom, and what it took of that counts as minted', async () => {
  let asked: readonly WantedAccount[] = [];
  const roster = await openRoster({
    baseDir: '.',
    target: 'http://127.0.0.1',
    leaseDirectory: '.',
    wanted: 16,
    mint: (index) => mintValues('secret', index),
    env: {},
    source: {
      count: 16,
      provisioner: {
        create: (wanted) => {
          asked = wanted;
          return Promise.resolve(
            wanted.map(({ reference, minted, near }) => ({
              reference,
              username: reference,
              data: { email: near?.email ?? minted['email'] ?? '' },
              ...(near === undefined ? {} : { traits: [`near: ${near.how}`] }),
            })),
          );
        },
        remove: () => Promise.resolve(),
      },
    },
  });
  const last = roster.identities[15];
  assert.deepEqual(asked[15]?.near?.reference, 'u15');
  assert.equal(last?.minted['email']?.toLowerCase(), roster.identities[14]?.minted['email']);
  assert.deepEqual(last?.traits, ['near: case']);
  assert.equal(new Set(asked.map(({ password }) => password)).size, 16);
});

await test('an API client is an identity with grants whose token comes from the environment', () => {
  const account = {
    name: 'north',
    token: null,
    tokenEnv: 'NORTH_TOKEN',
    grants: [{ tenants: ['north'], fields: ['phone'] }],
  };
  const [client] = clientIdentities([account], { first: 5, env: { NORTH_TOKEN: 'abc' } });
  assert.deepEqual([client?.id, client?.index, client?.credentials.password], ['c01', 5, 'abc']);
  assert.deepEqual(client?.grants, account.grants);
  assert.throws(() => clientIdentities([account], { first: 5, env: {} }), /NORTH_TOKEN is not set/);
});
