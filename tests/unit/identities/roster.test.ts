import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseCsv } from '../../../harness/identities/csv.js';
import { takeLease } from '../../../harness/identities/lease.js';
import { openRoster } from '../../../harness/identities/roster.js';

const folder = mkdtempSync(join(tmpdir(), 'sosie roster '));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

const shared = {
  baseDir: folder,
  target: 'http://127.0.0.1',
  leaseDirectory: join(folder, 'leases'),
  wanted: null,
  mint: () => ({ email: 'minted.address@example.com' }),
  env: {},
};

await test('CSV is read with quotes, line breaks in quotes, a BOM and blank lines', () => {
  assert.deepEqual(parseCsv('\uFEFFname,note\r\n"Ann ""A""","one\ntwo"\r\n\r\nBob,\r\n'), [
    { name: 'Ann "A"', note: 'one\ntwo' },
    { name: 'Bob', note: '' },
  ]);
});

await test('accounts come from a file, with other columns as data and the password from the environment', async () => {
  writeFileSync(
    join(folder, 'accounts.csv'),
    'username,passwordEnv,phone,aliases\nann,ANN_PW,0612345678,a1;a2\nbob,BOB_PW,,\n',
  );
  const roster = await openRoster({
    ...shared,
    source: { file: 'accounts.csv' },
    env: { ANN_PW: 'x', BOB_PW: 'y' },
  });
  const [ann] = roster.identities;
  assert.deepEqual(
    [ann?.id, ann?.credentials.password, ann?.data, ann?.aliases],
    ['u01', 'x', { phone: '0612345678' }, ['a1', 'a2']],
  );
  await roster.close();
});

await test('a missing password names the variable, not the account', async () => {
  await assert.rejects(
    openRoster({ ...shared, source: [{ username: 'ann' }, { username: 'bob' }] }),
    /SOSIE_PASSWORD is not set/,
  );
});

await test('an account that a living process uses is not taken twice, and one of a dead process is', () => {
  const leases = join(folder, 'leases');
  const first = takeLease(leases, 'target', 'carol');
  assert.ok(first !== null);
  assert.equal(takeLease(leases, 'target', 'carol'), null);
  first.release();
  const dead = takeLease(leases, 'target', 'dave');
  assert.ok(dead !== null);
});

await test('provisioned values that were chosen by us are minted, the others given, and the accounts are removed', async () => {
  const removed: string[] = [];
  const roster = await openRoster({
    ...shared,
    source: {
      count: 2,
      provisioner: {
        create: (wanted) =>
          Promise.resolve(
            wanted.map(({ reference, minted }) => ({
              reference,
              username: reference,
              data: { email: minted['email'] ?? '', number: `400${reference}` },
            })),
          ),
        remove: (accounts) => {
          removed.push(...accounts.map(({ reference }) => reference));
          return Promise.resolve();
        },
      },
    },
  });
  assert.deepEqual(
    roster.identities.map(({ minted, data }) => [Object.keys(minted), Object.keys(data)]),
    [
      [['email'], ['number']],
      [['email'], ['number']],
    ],
  );
  assert.deepEqual(await roster.close(), []);
  assert.deepEqual(removed, ['u01', 'u02']);
});
